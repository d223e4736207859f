import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Speaker } from "#client/view/sound/speaker.ts";
import { Page } from "#test/support/page.ts";

/** Any node of a graph of sounds: its parameters are set, and it is connected on. */
const nodeOf = () => {
  const parameter = () => ({ value: 1 });
  const [gain, threshold, knee, ratio] = [parameter(), parameter(), parameter(), parameter()];
  const rest = { attack: parameter(), release: parameter(), curve: undefined };
  return { gain, threshold, knee, ratio, ...rest, connect: <T>(to: T) => to };
};

/** An AudioContext that does what a browser's may do. */
class Context extends EventTarget {
  state: string = "suspended";
  currentTime = 0;
  /** Whether it may sound just now. */
  allowed = true;
  readonly destination = {};
  /** The first that is made is the volume. */
  readonly gain = nodeOf();
  #gains = 0;

  createGain() {
    return this.#gains++ === 0 ? this.gain : nodeOf();
  }
  createDynamicsCompressor() {
    return nodeOf();
  }
  createWaveShaper() {
    return nodeOf();
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
  async resume(): Promise<void> {
    if (!this.allowed) throw new DOMException("not now", "InvalidStateError");
    this.become("running");
  }
  async suspend(): Promise<void> {
    this.become("suspended");
  }
  async close(): Promise<void> {
    this.become("closed");
  }
}

let page: Page;
let opened: Context[];
let speaker: Speaker;

beforeEach(() => {
  page = new Page();
  opened = [];
  speaker = new Speaker(
    () => {},
    () => {
      const context = new Context();
      opened.push(context);
      return context as unknown as AudioContext;
    },
  );
});
afterEach(() => {
  speaker.stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const tap = () => page.pointer("down");
const isHeard = () => speaker.line !== undefined;
const show = (hidden: boolean) => {
  page.document.hidden = hidden;
  page.document.dispatchEvent(new Event("visibilitychange"));
};

describe("the way out for sounds", () => {
  it("is opened by a gesture, and by nothing before it", () => {
    page.fire("focus", {}, page.window);
    show(false);
    expect(opened).toEqual([]);
    tap();
    expect(isHeard()).toBe(true);
  });

  it.each(["interrupted", "suspended"])(
    "that a call has %s is opened again when it ends, and by a gesture",
    (state) => {
      tap();
      const [context] = opened;
      context.allowed = false;
      context.become(state);
      expect(isHeard()).toBe(false);
      tap();
      expect(isHeard()).toBe(false);
      context.allowed = true;
      tap();
      expect(isHeard()).toBe(true);
      expect(opened).toHaveLength(1);
    },
  );

  it.each(["focus", "pageshow"])("that is interrupted is opened again at %s", (sign) => {
    tap();
    opened[0].allowed = false;
    opened[0].become("interrupted");
    opened[0].allowed = true;
    page.fire(sign, {}, page.window);
    expect(isHeard()).toBe(true);
  });

  it("rests while the page is hidden, and not longer", () => {
    tap();
    show(true);
    expect(isHeard()).toBe(false);
    show(false);
    expect(isHeard()).toBe(true);
  });

  it("that is closed, or whose device has failed, is another one at the next gesture", () => {
    tap();
    opened[0].become("closed");
    tap();
    expect(isHeard()).toBe(true);
    opened[1].dispatchEvent(new Event("error"));
    expect(isHeard()).toBe(false);
    tap();
    expect(isHeard()).toBe(true);
    expect(opened).toHaveLength(3);
    // None is left behind.
    expect(opened.map(({ state }) => state)).toEqual(["closed", "closed", "running"]);
  });

  it("that says it runs while its clock stands is another one", () => {
    tap();
    tap();
    page.now += 2000;
    opened[0].currentTime += 2;
    tap();
    expect(opened).toHaveLength(1);
    page.now += 2000;
    tap();
    expect(opened).toHaveLength(2);
    expect(opened[0].state).toBe("closed");
  });

  it("is as loud as was set before it was there, and the next one too", () => {
    speaker.level = 0.3;
    tap();
    expect(opened[0].gain.gain.value).toBe(0.3);
    speaker.level = 0;
    opened[0].become("closed");
    tap();
    expect(opened[1].gain.gain.value).toBe(0);
  });

  it("is closed with the match, and stays so", () => {
    tap();
    speaker.stop();
    tap();
    expect(opened.map(({ state }) => state)).toEqual(["closed"]);
    expect(isHeard()).toBe(false);
  });
});
