/**
 * @vitest-environment happy-dom
 * What a page throws as it is drawn, in a listener or in a promise: logged, told to the player, and the page goes on.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StartPage } from "#client/view/pages/start.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import { back, openTab } from "#test/support/tab.ts";

const notice = () => document.querySelector('[data-testid="page-fault"]')?.textContent?.replace(/\s+/g, " ");
let logged: string[];

beforeEach(() => {
  logged = [];
  vi.spyOn(console, "error").mockImplementation((line) => void logged.push(String(line)));
});
afterEach(async () => {
  // A match that goes on loading would be drawn when its document is gone.
  await back();
  vi.restoreAllMocks();
});

const isLogged = (what: string) => logged.some((line) => line.includes('"page_failed"') && line.includes(what));

describe("a page that throws", () => {
  it("as it is drawn says so, and is drawn again", async () => {
    const tab = await openTab("/");
    expect(notice()).toBeUndefined();
    vi.spyOn(StartPage.prototype, "view").mockImplementationOnce(() => {
      throw new TypeError("no such page");
    });
    await tab.click("game-puck");
    expect(isLogged("no such page")).toBe(true);
    expect(notice()).toMatch(/load the page again\. Load again/);
    await tab.click("game-arena");
    expect(tab.by("mode-teams")).toBeDefined();
  });

  it("in a listener says so", async () => {
    await openTab("/");
    dispatchEvent(new ErrorEvent("error", { error: new TypeError("no such button") }));
    expect(isLogged("no such button")).toBe(true);
    expect(notice()).toMatch(/Load again/);
  });

  it("in a promise says so", async () => {
    await openTab("/");
    dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: new TypeError("no such answer") }));
    expect(isLogged("no such answer")).toBe(true);
    expect(notice()).toMatch(/Load again/);
  });

  it("is not meant by a promise that was aborted", async () => {
    await openTab("/");
    const reason = new DOMException("left", "AbortError");
    dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason }));
    expect([notice(), logged]).toEqual([undefined, []]);
  });

  it("is not meant where the browser tells of its own", async () => {
    await openTab("/");
    dispatchEvent(
      new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." }),
    );
    expect([notice(), logged]).toEqual([undefined, []]);
  });
});

describe("another match that does not come", () => {
  const CODE = "BBBBBBBBBB";
  const INFO = {
    code: CODE,
    game: "arena",
    mode: "duel",
    status: "live",
    seats: 2,
    players: 1,
    bots: 0,
    spectators: 0,
  };

  it("is told over the match from which it was asked for, which stays", async () => {
    const tab = await openTab(`/m/${CODE}`);
    await tab.server.last(`/api/matches/${CODE}/join`).admit(CODE);
    tab.sessions[0].end("gone");
    await tab.drawn();
    await tab.click("quick-play");
    await tab.server.last(/^\/api\/matches\/B+$/).answer(INFO);
    await tab.server.last("/api/play").refuse(API_ERROR.busy, 503);
    expect([tab.path(), tab.sessions.length]).toEqual([`/m/${CODE}`, 1]);
    expect(tab.by("stayed").textContent).toMatch(/No other match was found: it is busy/);
    await tab.click("quick-again");
    await tab.server.last(/^\/api\/matches\/B+$/).answer(INFO);
    await tab.server.last("/api/play").admit("CCCCCCCCCC");
    expect(tab.path()).toBe("/m/CCCCCCCCCC");
  });

  it("is told in place of the refusal from which it was asked for", async () => {
    const tab = await openTab(`/m/${CODE}`);
    await tab.server.last(`/api/matches/${CODE}/join`).refuse(API_ERROR.full);
    await tab.click("quick-play");
    await tab.server.last(/^\/api\/matches\/B+$/).answer(INFO);
    await tab.server.last("/api/play").refuse(API_ERROR.tooMany, 429);
    expect(tab.path()).toBe(`/m/${CODE}`);
    expect(tab.text()).toMatch(/Try again/);
  });
});
