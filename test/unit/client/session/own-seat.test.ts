/**
 * @vitest-environment happy-dom
 * A player with a seat comes back into it, with any settings; and what a page says of a player's other tabs.
 */
import { describe, expect, it } from "vitest";
import { API_ERROR, CLOSE } from "#shared/protocol/index.ts";
import { openTab } from "#test/support/tab.ts";

const CODE = "BBBBBBBBBB";
const join = `/api/matches/${CODE}/join`;
const watch = `/api/matches/${CODE}/watch`;

describe("a page of a match", () => {
  it("asks a nameless player who has a seat for no name", async () => {
    const tab = await openTab(`/m/${CODE}`, { name: "" });
    expect(tab.server.last(join).body).toEqual({});
    await tab.server.last(join).admit(CODE);
    expect(tab.sessions).toHaveLength(1);
    expect(tab.text()).not.toContain("You are invited");
  });

  it("asks a nameless player who has none for a name, and joins with it", async () => {
    const tab = await openTab(`/m/${CODE}`, { name: "" });
    await tab.server.last(join).refuse(API_ERROR.noName, 400);
    expect(tab.text()).toContain("You are invited");
    await tab.submit("name", "Zoë");
    expect(tab.server.last(join).body).toEqual({ name: "Zoë" });
    await tab.server.last(join).admit(CODE);
    expect(tab.sessions).toHaveLength(1);
  });

  it("gets a player back into their seat whose name is refused by now", async () => {
    const tab = await openTab(`/m/${CODE}`, { name: "refused" });
    expect(tab.server.last(join).body).toEqual({ name: "refused" });
    await tab.server.last(join).refuse(API_ERROR.badRequest, 400);
    expect(tab.server.last(join).body).toEqual({});
    await tab.server.last(join).admit(CODE);
    expect(tab.sessions).toHaveLength(1);
  });

  it("tells a player without a seat why their name is refused", async () => {
    const tab = await openTab(`/m/${CODE}`, { name: "refused" });
    await tab.server.last(join).refuse(API_ERROR.badRequest, 400);
    await tab.server.last(join).refuse(API_ERROR.noName, 400);
    expect(tab.text()).toContain("The server does not take this name. Choose another.");
  });

  it("gets a player back after a lost line, with a name or without", async () => {
    const tab = await openTab(`/m/${CODE}`, { name: "" });
    await tab.server.last(join).admit(CODE);
    const admitted = tab.sessions[0].options.admit();
    await tab.server.last(join).admit(CODE);
    expect(await admitted).toMatchObject({ code: CODE });
  });

  it("leads a player of quick play on who has come too late for a seat, and tells one who had it", async () => {
    const OTHER = "DDDDDDDDDD";
    for (const seat of [-1, 0]) {
      const tab = await openTab("/");
      await tab.click("quick-play");
      await tab.server.last("/api/play").admit(CODE);
      const [session] = tab.sessions;
      session.seat = seat;
      session.end("taken");
      await tab.drawn();
      const info = tab.server.requests.filter(({ path }) => path === `/api/matches/${CODE}`);
      expect(info).toHaveLength(seat < 0 ? 1 : 0);
      if (seat >= 0) {
        expect(tab.text()).toContain("No seat is free");
        continue;
      }
      await info[0].fail();
      await tab.server.last("/api/play").admit(OTHER);
      expect(tab.path()).toBe(`/m/${OTHER}`);
      expect(tab.sessions).toHaveLength(2);
    }
  });

  it("tells a spectator who plays in another tab, and leads to the seat", async () => {
    const tab = await openTab(`/w/${CODE}`);
    await tab.server.last(watch).admit(CODE, undefined, "spectator");
    tab.sessions[0].refuse(CLOSE.takenOver);
    await tab.drawn();
    expect(tab.text()).toContain("You play in this match");
    expect(tab.text()).toContain("cannot watch");
    await tab.click("to-seat");
    expect(tab.path()).toBe(`/m/${CODE}`);
  });

  it("tells a player who plays in another tab, and comes back at a click", async () => {
    const tab = await openTab(`/m/${CODE}`);
    await tab.server.last(join).admit(CODE);
    tab.sessions[0].refuse(CLOSE.takenOver);
    await tab.drawn();
    expect(tab.text()).toContain("You play in another tab");
    await tab.click("back-in");
    await tab.server.last(join).admit(CODE);
    expect(tab.sessions).toHaveLength(2);
  });
});
