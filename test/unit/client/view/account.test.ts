/**
 * @vitest-environment happy-dom
 * The account page asks before this browser becomes another player, and after a sign-out elsewhere it says so first.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Me } from "#shared/protocol/account.ts";
import { memory } from "#test/support/memory.ts";
import { back, openTab } from "#test/support/tab.ts";

const CODE = "4G7K2M9QXZ12";
const ME: Me = {
  ...{ player: "00112233445566778899aabbccddeeff", name: "Ann", tag: "3HBN", kept: true, token: "own.token.two" },
  ...{ passkeys: [], blocked: [], settings: {} },
};
const LOOK = { name: "Zed", tag: "ZZZZ", same: false };
const TAKEN = { ...LOOK, player: "other.token.one", settings: { aimFollows: true, volume: 0 } };

/** A token of a player who has something to keep, as the page reads it. */
const KEPT = `e.${btoa(JSON.stringify({ kept: true })).replace(/=+$/, "")}.e`;

let went: string[] = [];
beforeEach(() => {
  went = [];
  vi.spyOn(location, "assign").mockImplementation((to) => void went.push(String(to)));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await back();
});

const open = (path: string, token = "own.token.one") => openTab(path, { identity: { browser: memory(token) } });

describe("the account page", () => {
  it("shows the player's own, and keeps the token that comes", async () => {
    const browser = memory("own.token.one");
    const tab = await openTab("/account", { identity: { browser } });
    const asked = tab.server.last(/^\/api\/me$/);
    expect(asked.token).toBe("own.token.one");
    await asked.answer({ ...ME, blocked: [{ player: "f".repeat(32), name: "Eve", tag: "EEEE", at: 1 }] });
    expect(browser.get()).toBe("own.token.two");
    expect(tab.text()).toMatch(/#3HBN/);
    expect(tab.text()).toMatch(/Eve #EEEE/);
  });

  it("asks before it takes another player over, and says what becomes of this one", async () => {
    const tab = await open(`/t/${CODE}`);
    // The code can be used once: it does not stay in the address.
    expect(tab.path()).toBe("/account");
    await tab.server.last(/^\/api\/me$/).answer(ME);
    await tab.server.last("/api/transfers/look").answer(LOOK);
    expect(tab.text()).toMatch(/Be Zed #ZZZZ on this device\?/);
    expect(tab.text()).toMatch(/plays as Ann #3HBN now\. Nothing is merged/);
    expect(tab.server.count("/api/transfers/take")).toBe(0);
    await tab.click("take-not");
    expect(tab.server.count("/api/transfers/take")).toBe(0);
    expect(went).toEqual([]);
  });

  it("becomes the other player by a press, with the settings that follow a player and no others", async () => {
    const browser = memory("own.token.one");
    const tab = await openTab(`/t/${CODE}`, { identity: { browser } });
    await tab.server.last(/^\/api\/me$/).answer(ME);
    await tab.server.last("/api/transfers/look").answer(LOOK);
    const { volume } = tab.settings.value;
    await tab.click("take");
    await tab.server.last("/api/transfers/take").answer(TAKEN);
    expect(browser.get()).toBe("other.token.one");
    expect(tab.settings.value).toMatchObject({ name: "Zed", aimFollows: true, volume });
    expect(went).toEqual(["/account"]);
  });

  it("does nothing for a code that is used up, or of this very player", async () => {
    const tab = await open("/account");
    await tab.server.last(/^\/api\/me$/).answer(ME);
    await tab.submit("transfer-input", "4G7K 2M9Q");
    expect(tab.text()).toMatch(/A code has twelve letters and digits/);
    await tab.submit("transfer-input", CODE);
    await tab.server.last("/api/transfers/look").refuse("no_transfer", 404);
    expect(tab.text()).toMatch(/It is no_transfer/);
    await tab.submit("transfer-input", CODE);
    await tab.server.last("/api/transfers/look").answer({ ...LOOK, same: true });
    expect(tab.text()).toMatch(/You are Zed #ZZZZ already/);
  });

  it("deletes nothing until the tag has been typed", async () => {
    const tab = await open("/account");
    await tab.server.last(/^\/api\/me$/).answer(ME);
    await tab.click("delete");
    await tab.submit("delete-tag", "ann");
    expect(tab.text()).toMatch(/Type your tag, 3HBN, to delete this player/);
    expect(tab.server.count("/api/me/delete")).toBe(0);
    await tab.submit("delete-tag", "#3hbn");
    await tab.server.last("/api/me/delete").answer({});
    expect(went).toEqual(["/"]);
  });

  it("is new for a browser that is no player yet", async () => {
    const tab = await openTab("/account");
    expect(tab.text()).toMatch(/You are new here/);
    // The server is not asked of a player that there is not.
    expect(tab.server.requests.some(({ path }) => path === "/api/me")).toBe(false);
    const lost = await open("/account");
    await lost.server.last(/^\/api\/me$/).refuse("no_token", 401);
    expect(lost.text()).toMatch(/You are new here/);
  });
});

describe("a player who has been signed out elsewhere", () => {
  it("is told so first, and becomes a new one by a press alone", async () => {
    const browser = memory("own.token.one");
    const tab = await openTab("/", { identity: { browser } });
    await tab.click("quick-play");
    await tab.server.last("/api/play").refuse("signed_out", 401);
    await tab.drawn();
    expect(tab.path()).toBe("/account");
    await tab.server.last(/^\/api\/me$/).refuse("signed_out", 401);
    expect(tab.text()).toMatch(/You have been signed out/);
    expect(browser.get()).toBe("own.token.one");
    await tab.click("anew");
    expect(browser.get()).toBe("");
    expect(went).toEqual(["/"]);
  });
});

describe("a tab with an older token than the browser's", () => {
  it("has only that one forgotten: the player goes on", async () => {
    const browser = memory("own.token.one");
    const own = memory(JSON.stringify({ code: "4G7K2M9QXZ", player: "own.token.zero" }));
    const tab = await openTab("/account?signed-out", { identity: { browser, tab: own } });
    await tab.server.last(/^\/api\/me$/).answer(ME);
    expect(tab.text()).toMatch(/#3HBN/);
    expect(browser.get()).toBe("own.token.two");
    expect(own.get()).toBe("");
  });
});

describe("a kept player", () => {
  it("has settings and name of other devices here, and keeps there what changes", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const tab = await open("/", KEPT);
    await tab.server.last(/^\/api\/me$/).answer({ ...ME, name: "Ada", settings: { aimFollows: true, region: "enam" } });
    expect(tab.settings.value).toMatchObject({ name: "Ada", aimFollows: true, region: "" });
    tab.settings.set({ turning: 0.75 });
    await vi.waitFor(() => expect(tab.server.count("/api/me/settings")).toBe(1), { timeout: 30_000 });
    expect(tab.server.last("/api/me/settings").body).toMatchObject({ settings: { turning: 0.75, aimFollows: true } });
    expect(JSON.stringify(tab.server.last("/api/me/settings").body)).not.toContain("volume");
    vi.useRealTimers();
  });

  it("is led back into the match of another device; a guest is not asked for", async () => {
    const guest = await open("/");
    expect(guest.server.requests.some(({ path }) => path === "/api/me/where")).toBe(false);
    await back();
    const tab = await open("/?game=arena", KEPT);
    await tab.server.last(/^\/api\/me\/where$/).answer({ match: { code: "4G7K2M9QXZ", game: "puck", mode: "duel" } });
    const info = { code: "4G7K2M9QXZ", game: "puck", mode: "duel", status: "live", seats: 2, players: 1, bots: 0 };
    const own = { seat: 0, name: "Ann", away: false };
    await tab.server.last(/^\/api\/matches\/4G7K2M9QXZ$/).answer({ ...info, spectators: 0, listed: false, own });
    expect(tab.by("way-back").textContent).toMatch(/on another device/);
  });
});
