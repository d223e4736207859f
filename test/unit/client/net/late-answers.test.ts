/**
 * @vitest-environment happy-dom
 * What was asked by a page that is left is aborted, and its answer dropped. The server of these tests never hears of the
 * abortion: each answer comes all the same.
 */
import { afterEach, describe, expect, it, vi } from "vitest";
import { API_ERROR, CLOSE } from "#shared/protocol/index.ts";
import { back, openTab } from "#test/support/tab.ts";

/** Matches: the one that a late answer leads to, and the one that was chosen instead. */
const LATE = "AAAAAAAAAA";
const CHOSEN = "BBBBBBBBBB";
const INFO = {
  code: CHOSEN,
  game: "arena",
  mode: "duel",
  status: "live",
  seats: 2,
  players: 1,
  bots: 0,
  spectators: 0,
};
const join = `/api/matches/${CHOSEN}/join`;

afterEach(() => vi.restoreAllMocks());

describe("a late answer", () => {
  it.each([
    ["quick-play", "/api/play"],
    ["private-match", "/api/matches"],
  ])("to %s leaves the match that was joined by its code meanwhile", async (button, path) => {
    const tab = await openTab("/");
    await tab.click(button);
    const late = tab.server.last(path);
    await tab.submit("code", CHOSEN);
    await tab.server.last(join).admit(CHOSEN);
    expect(tab.sessions.map(({ options }) => options.code)).toEqual([CHOSEN]);
    expect(late.aborted).toBe(true);
    await late.admit(LATE);
    expect(tab.server.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
    expect(tab.path()).toBe(`/m/${CHOSEN}`);
    expect(tab.sessions).toHaveLength(1);
    expect(tab.sessions[0].over).toBe(false);
    // This browser stays the player that sits in the chosen match.
    expect(tab.token.text).toBe(`${CHOSEN}.its.player`);
  });

  it("to quick play is not taken when another mode or game has been chosen since", async () => {
    const tab = await openTab("/");
    for (const id of ["mode-teams", "game-puck"]) {
      await tab.click("quick-play");
      const late = tab.server.last("/api/play");
      tab.by(id).dispatchEvent(new Event("change"));
      await late.admit(LATE);
      expect(tab.sessions).toHaveLength(0);
      expect(tab.by("quick-play").hasAttribute("disabled")).toBe(false);
    }
  });

  it("to quick play is not taken after a way back", async () => {
    const tab = await openTab("/?game=arena");
    await tab.click("quick-play");
    const late = tab.server.last("/api/play");
    await back();
    await late.admit(LATE);
    expect([tab.path(), tab.sessions.length]).toEqual(["/", 0]);
  });

  it("that is a refusal navigates nowhere, and is told on no other page", async () => {
    const tab = await openTab(`/m/${CHOSEN}`);
    await tab.server.last(join).refuse(API_ERROR.full);
    await tab.click("quick-play");
    const info = tab.server.last(/\/api\/matches\/B+$/);
    await tab.click("watch-instead");
    await tab.server.last(`/api/matches/${CHOSEN}/watch`).admit(CHOSEN, undefined, "spectator");
    await info.fail();
    expect(tab.path()).toBe(`/w/${CHOSEN}`);
    expect(tab.sessions[0].over).toBe(false);
    expect(tab.server.requests.some(({ path }) => path === "/api/play")).toBe(false);
  });

  it("to quick play leaves the match into which the player has gone back on the same page", async () => {
    const tab = await openTab(`/m/${CHOSEN}`);
    await tab.server.last(join).admit(CHOSEN);
    tab.sessions[0].refuse(CLOSE.takenOver);
    await tab.drawn();
    await tab.click("quick-play");
    await tab.server.last(/\/api\/matches\/B+$/).answer({ ...INFO, listed: true });
    const late = tab.server.last("/api/play");
    await tab.click("back-in");
    await tab.server.last(join).admit(CHOSEN);
    await late.admit(LATE);
    expect(tab.path()).toBe(`/m/${CHOSEN}`);
    expect(tab.sessions.map(({ over }) => over)).toEqual([true, false]);
  });

  it("to a join that was asked for twice opens one session", async () => {
    const tab = await openTab(`/m/${CHOSEN}`);
    await tab.server.last(join).admit(CHOSEN);
    tab.sessions[0].refuse(CLOSE.takenOver);
    await tab.drawn();
    const button = await tab.pressable("back-in");
    button.click();
    button.click();
    await tab.drawn();
    for (const held of tab.server.requests.filter(({ path }) => path === join).slice(1)) await held.admit(CHOSEN);
    expect(tab.sessions).toHaveLength(2);
  });

  it("of a join does not come back from the start page", async () => {
    const tab = await openTab(`/m/${CHOSEN}`);
    const late = tab.server.last(join);
    await back();
    await late.admit(CHOSEN);
    expect(tab.sessions).toHaveLength(0);
    expect(tab.token.text).toBeUndefined();
    expect(tab.by("quick-play")).toBeDefined();
  });

  it("of a refusal on an invitation does not end the match that was joined meanwhile", async () => {
    const tab = await openTab(`/m/${CHOSEN}`, { name: "" });
    await tab.server.last(join).refuse(API_ERROR.noName, 400);
    const info = tab.server.last(/\/api\/matches\/B+$/);
    await tab.submit("name", "Ann");
    await tab.server.last(join).admit(CHOSEN);
    await info.fail();
    expect(tab.by("toolbar-leave")).toBeDefined();
    expect(tab.sessions[0].over).toBe(false);
  });

  it("lets no player back into a match that has been left", async () => {
    const tab = await openTab(`/m/${CHOSEN}`);
    await tab.server.last(join).admit(CHOSEN, "the.first.token");
    const [session] = tab.sessions;
    const settled = vi.fn();
    session.options.admit().then(settled, settled);
    const late = tab.server.last(join);
    await tab.click("toolbar-leave");
    expect(session.over).toBe(true);
    expect(late.aborted).toBe(true);
    await late.admit(CHOSEN, "the.second.token");
    expect(settled).not.toHaveBeenCalled();
    expect(tab.token.text).toBe("the.first.token");
  });

  it("of a recording is not copied on another page", async () => {
    const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    const tab = await openTab(`/m/${CHOSEN}`);
    await tab.server.last(join).admit(CHOSEN);
    await tab.click("report");
    const traces = `/api/matches/${CHOSEN}/flights`;
    await tab.server.last(traces).answer({ id: LATE }, 201);
    expect(copied).toHaveBeenCalledOnce();
    await tab.click("trace-dismiss");
    await tab.click("report");
    await tab.click("toolbar-leave");
    await tab.server.last(traces).answer({ id: LATE }, 201);
    expect(copied).toHaveBeenCalledOnce();
  });

  it("of the clipboard selects nothing on another page", async () => {
    let refuse = (_: Error) => {};
    vi.spyOn(navigator.clipboard, "writeText").mockReturnValue(new Promise((_, reject) => (refuse = reject)));
    const tab = await openTab(`/m/${CHOSEN}`);
    await tab.server.last(join).admit(CHOSEN);
    await tab.click("report");
    await tab.server.last(`/api/matches/${CHOSEN}/flights`).answer({ id: LATE }, 201);
    await tab.click("toolbar-leave");
    const selected = vi.spyOn(HTMLTextAreaElement.prototype, "select");
    refuse(new Error("no permission"));
    await tab.drawn();
    expect(selected).not.toHaveBeenCalled();
  });

  it("of a replay opens no page, and asks for nothing once its code has come late", async () => {
    const tab = await openTab(`/r/${CHOSEN}`);
    await vi.waitFor(() => tab.server.last(/replays/), { timeout: 30_000 });
    const late = tab.server.last(/replays/);
    await back();
    expect(late.aborted).toBe(true);
    await late.answer({});
    expect(tab.by("quick-play")).toBeDefined();
    const asked = tab.server.count(late.path);
    history.replaceState(null, "", `/r/${CHOSEN}`);
    dispatchEvent(new PopStateEvent("popstate"));
    await back();
    await vi.dynamicImportSettled();
    expect(tab.server.count(late.path)).toBe(asked);
  });

  it("of the list does not replace a newer one", async () => {
    const tab = await openTab("/");
    const older = tab.server.last(/matches$/);
    document.dispatchEvent(new Event("visibilitychange"));
    await tab.drawn();
    const newer = tab.server.last(/matches$/);
    expect(newer).not.toBe(older);
    await newer.answer({ matches: [{ ...INFO, listed: true }] });
    await older.answer({ matches: [] });
    expect(tab.by("live-matches").querySelectorAll("li")).toHaveLength(1);
  });
});

describe("a page that has been left", () => {
  it("reaches nothing any more by anything that it does", async () => {
    const tab = await openTab(`/m/${CHOSEN}`);
    await tab.server.last(join).refuse(API_ERROR.full);
    const buttons = [tab.by("watch-instead"), tab.by("quick-play"), tab.by("home")];
    await back();
    const asked = tab.server.requests.length;
    history.replaceState(null, "", "/?game=puck");
    for (const button of buttons) button.click();
    await tab.drawn();
    expect([tab.path(), location.search]).toEqual(["/", "?game=puck"]);
    expect(tab.server.requests).toHaveLength(asked);
  });
});
