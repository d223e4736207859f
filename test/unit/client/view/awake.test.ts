import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepAwake } from "#client/view/match/awake.ts";
import { Page } from "#test/support/page.ts";

let page: Page;
let locks: { released: boolean; release(): Promise<void> }[];
let refuses: boolean;
let end: AbortController;

beforeEach(() => {
  page = new Page();
  locks = [];
  refuses = false;
  end = new AbortController();
  const request = async () => {
    if (refuses) throw new DOMException("no", "NotAllowedError");
    const lock = {
      released: false,
      async release() {
        lock.released = true;
      },
    };
    locks.push(lock);
    return lock;
  };
  vi.stubGlobal("navigator", { wakeLock: { request } });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The page is hidden, and the browser takes the lock; or it is shown again. */
async function show(hidden: boolean) {
  page.document.hidden = hidden;
  if (hidden) for (const lock of locks) lock.released = true;
  page.document.dispatchEvent(new Event("visibilitychange"));
  await settle();
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const held = () => locks.filter(({ released }) => !released).length;

describe("a screen", () => {
  it("stays on while a match is on, again after the page was hidden, and goes its way with the match", async () => {
    keepAwake(end.signal);
    await settle();
    expect(held()).toBe(1);
    await show(true);
    expect(held()).toBe(0);
    await show(false);
    await show(false);
    expect(held()).toBe(1);
    end.abort();
    expect(held()).toBe(0);
    await show(false);
    expect(held()).toBe(0);
  });

  it("is let go by a lock that comes after the match", async () => {
    keepAwake(end.signal);
    end.abort();
    await settle();
    expect(held()).toBe(0);
  });

  it("that must not stay on costs nothing, and is asked again", async () => {
    refuses = true;
    keepAwake(end.signal);
    await settle();
    refuses = false;
    await show(false);
    expect(held()).toBe(1);
  });

  it("of a browser that knows no such thing is left alone", () => {
    vi.stubGlobal("navigator", {});
    expect(() => keepAwake(end.signal)).not.toThrow();
  });
});
