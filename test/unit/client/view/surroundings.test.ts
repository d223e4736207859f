import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stay } from "#client/view/match/stay.ts";
import { addressOf } from "#client/view/router.ts";
import { GONE, watchContext } from "#client/view/stage/context.ts";
import { Page, PageElement } from "#test/support/page.ts";

describe("an address", () => {
  it("is the same page with anything after its #", () => {
    const of = (path: string) => addressOf(new URL(path, "https://scrim.example") as unknown as Location);
    expect(of("/m/4G7K2M9QXZ#anything")).toBe(of("/m/4G7K2M9QXZ"));
    expect(of("/m/4G7K2M9QXZ#/m/ZZZZZZZZZZ")).toBe(of("/m/4G7K2M9QXZ"));
    expect(of("/?game=puck")).not.toBe(of("/"));
  });
});

describe("WebGL that is taken away", () => {
  let canvas: EventTarget;
  let told: boolean[];
  const end = new AbortController();

  beforeEach(() => {
    vi.useFakeTimers();
    canvas = new EventTarget();
    told = [];
    watchContext(canvas, end.signal, (isGone) => told.push(isGone));
  });
  afterEach(() => vi.useRealTimers());
  const fire = (type: string) => canvas.dispatchEvent(new Event(`webglcontext${type}`));

  it("is not spoken of where it is back within a moment", () => {
    fire("lost");
    vi.advanceTimersByTime(GONE - 1);
    fire("restored");
    vi.advanceTimersByTime(10 * GONE);
    expect(told).not.toContain(true);
  });

  it("is told when it stays away, and when it is back after all", () => {
    fire("lost");
    vi.advanceTimersByTime(GONE);
    expect(told).toEqual([true]);
    fire("restored");
    expect(told).toEqual([true, false]);
  });

  it("is not told once the match has been left", () => {
    fire("lost");
    end.abort();
    vi.advanceTimersByTime(GONE);
    expect(told).toEqual([]);
  });
});

describe("while a player plays, a slip does not turn the page", () => {
  let page: Page;
  let plays: boolean;
  const end = new AbortController();

  beforeEach(() => {
    page = new Page();
    plays = true;
    stay(end.signal, () => plays);
  });
  afterEach(() => vi.unstubAllGlobals());

  it.each(["mousedown", "mouseup", "auxclick"])("of a mouse's side button: %s", (type) => {
    for (const button of [3, 4]) expect(page.fire(type, { button }).defaultPrevented).toBe(true);
    for (const button of [0, 1, 2]) expect(page.fire(type, { button }).defaultPrevented).toBe(false);
  });

  it.each([
    ["ArrowLeft", { altKey: true }],
    ["ArrowRight", { altKey: true }],
    ["ArrowLeft", { metaKey: true }],
    ["BracketLeft", { metaKey: true }],
    ["Backspace", { key: "Backspace" }],
    ["BrowserBack", { key: "BrowserBack" }],
  ])("of a key: %s %j", (code, values) => {
    expect(page.key("keydown", code, values).defaultPrevented).toBe(true);
  });

  it("but a field keeps its keys, other keys are the browser's, and watchers go as they like", () => {
    const field = new PageElement("input");
    expect(page.key("keydown", "Backspace", { key: "Backspace" }, field).defaultPrevented).toBe(false);
    expect(page.key("keydown", "KeyL", { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(page.key("keydown", "ArrowLeft").defaultPrevented).toBe(false);
    plays = false;
    expect(page.fire("mouseup", { button: 3 }).defaultPrevented).toBe(false);
    expect(page.key("keydown", "ArrowLeft", { altKey: true }).defaultPrevented).toBe(false);
  });
});
