import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SettingsStore } from "#client/settings.ts";
import type { Eye } from "#client/view/match/eye.ts";
import { watchKeys } from "#client/view/match/keys.ts";
import { memory } from "#test/support/memory.ts";
import { Page, PageElement } from "#test/support/page.ts";

let page: Page;
const end = new AbortController();
const done: string[] = [];
const eye = { free: false, step: (by: number) => done.push(`step ${by}`) };
let watches = false;
let settings: SettingsStore;

beforeEach(() => {
  page = new Page();
  done.length = 0;
  eye.free = false;
  watches = false;
  const say = (what: string) => () => void done.push(what);
  // What the keys ask of these is all that the fakes have.
  settings = new SettingsStore(memory());
  watchKeys(end.signal, page.surface as unknown as HTMLElement, {
    settings,
    eye: eye as unknown as Eye,
    spectates: () => watches,
    scrubber: () => undefined,
    mute: say("mute"),
    net: say("net"),
    ghosts: say("ghosts"),
    report: say("report"),
    scores: (held) => void done.push(held ? "scores" : "no scores"),
    menu: say("menu"),
    clean: say("clean"),
    legend: say("legend"),
    used: () => {},
    drag: say("drag"),
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("the match's keys", () => {
  it("are where their letter is, on every keyboard of Latin letters", () => {
    // French, Colemak, and the Cyrillic keyboard, which has none of them.
    page.key("keydown", "Semicolon", { key: "m" });
    page.key("keydown", "KeyH", { key: "n" });
    page.key("keydown", "KeyM", { key: "ь" });
    expect(done).toEqual(["mute", "net", "mute"]);
  });

  it("leave the game its steering keys: a Turkish F keyboard has its G at the key for up", () => {
    page.key("keydown", "KeyW", { key: "g" });
    expect(done).toEqual([]);
    page.key("keydown", "KeyG", { key: "ü" });
    expect(done).toEqual(["ghosts"]);
  });

  it("of a watcher steer only where the camera is free: Dvorak has its E at the key for right", () => {
    watches = true;
    page.key("keydown", "KeyD", { key: "e" });
    eye.free = true;
    page.key("keydown", "KeyD", { key: "e" });
    expect(done).toEqual(["step 1"]);
  });

  it("show scores for as long as Tab is held, and no longer than the page is used", () => {
    page.key("keydown", "Tab");
    page.key("keyup", "Tab");
    page.key("keydown", "Tab");
    page.key("keydown", "MetaLeft", { metaKey: true });
    page.key("keyup", "Tab");
    page.fire("blur", {}, page.window);
    expect(done).toEqual(["scores", "no scores", "scores", "no scores"]);
  });

  it("are none while one types", () => {
    page.key("keydown", "KeyM", {}, new PageElement("input"));
    expect(done).toEqual([]);
  });

  it("are those that the player has chosen", () => {
    settings.set({ bindings: { keys: { mute: ["KeyX"], scores: ["F2"] } } });
    page.key("keydown", "KeyM");
    page.key("keydown", "KeyX");
    page.key("keydown", "F2");
    page.key("keyup", "F2");
    expect(done).toEqual(["mute", "scores", "no scores"]);
  });

  it("show scores with one press and hide them with the next, where the player wants that", () => {
    settings.set({ scoresToggle: true });
    for (let n = 0; n < 2; n++) {
      page.key("keydown", "Tab");
      page.key("keyup", "Tab");
      page.fire("blur", {}, page.window);
    }
    expect(done).toEqual(["scores", "no scores"]);
  });

  it("lead to the buttons of the page", () => {
    page.key("keydown", "Escape");
    expect(done).toEqual(["menu"]);
  });
});
