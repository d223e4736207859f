/** The way by which a relay follows its match: if a step hangs, another try follows. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CLOSE } from "#shared/protocol/index.ts";
import type { Env } from "#worker/env.ts";
import { Uplink } from "#worker/relay/uplink.ts";

/** The end of a socket that the relay is given. */
class Line extends EventTarget {
  readyState: number = WebSocket.OPEN;
  binaryType = "blob";
  readonly sent: Uint8Array[] = [];
  accept(): void {}
  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }
  close(): void {
    this.readyState = WebSocket.CLOSING;
  }
  bring(): void {
    this.dispatchEvent(new MessageEvent("message", { data: new ArrayBuffer(1) }));
  }
  shut(code: number): void {
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }
}

const PING = new Uint8Array(1);

function follow() {
  const answers: ((line: Line) => void)[] = [];
  const events = { opened: 0, messages: 0, over: [] as number[] };
  const fetch = () =>
    new Promise((resolve) => {
      answers.push((line) => resolve({ webSocket: line, status: 101 }));
    });
  const env = { MATCH: { getByName: () => ({ fetch }) } } as unknown as Env;
  const uplink: Uplink = new Uplink(
    env,
    { code: "4G7K2M9QXZ", relay: 0 },
    {
      opened: () => {
        events.opened += 1;
        uplink.send(PING, true);
      },
      message: () => {
        events.messages += 1;
      },
      broken: () => ({ again: true, since: undefined }),
      over: (code) => events.over.push(code),
    },
  );
  uplink.open(undefined);
  /** The match lets the newest try in. */
  const admit = async () => {
    const line = new Line();
    answers.at(-1)?.(line);
    await pass(0);
    return line;
  };
  return { uplink, answers, events, admit };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a relay's way to its match", () => {
  it("that is never opened is tried again, and what comes of the first try then is let go", async () => {
    const { answers, events, admit } = follow();
    await pass(10_000 + 100);
    expect(answers.length).toBe(2);
    const late = new Line();
    answers[0](late);
    await pass(0);
    expect([late.readyState, events.opened]).toEqual([WebSocket.CLOSING, 0]);
    const line = await admit();
    line.bring();
    expect([events.opened, events.messages]).toEqual([1, 1]);
  });

  it("on which no answer comes is made anew", async () => {
    const { answers, events, admit } = follow();
    const line = await admit();
    await pass(9900);
    expect(answers.length).toBe(1);
    await pass(300);
    expect([line.readyState, answers.length]).toEqual([WebSocket.CLOSING, 2]);
    line.bring();
    expect(events.messages).toBe(0);
    const next = await admit();
    next.bring();
    expect(events.messages).toBe(1);
  });

  it("is kept, however long it is silent, while no answer is awaited", async () => {
    const { uplink, answers, admit } = follow();
    const line = await admit();
    line.bring();
    await pass(300_000);
    uplink.send(PING, false);
    await pass(300_000);
    expect([answers.length, line.readyState]).toEqual([1, WebSocket.OPEN]);
  });

  it("that is closed each time after a message is tried less and less often, and soon again once it has worked", async () => {
    const { answers, admit } = follow();
    for (let n = 0; n < 8; n++) {
      const line = await admit();
      line.bring();
      line.shut(CLOSE.malformed);
      const tries = answers.length;
      while (answers.length === tries) await pass(10);
    }
    const before = Date.now();
    const line = await admit();
    line.bring();
    line.shut(1006);
    for (const tries = answers.length; answers.length === tries; ) await pass(10);
    expect(Date.now() - before).toBeGreaterThanOrEqual(2000);
    const good = await admit();
    good.bring();
    await pass(2000);
    good.bring();
    const lost = Date.now();
    good.shut(1006);
    for (const tries = answers.length; answers.length === tries; ) await pass(10);
    expect(Date.now() - lost).toBeLessThanOrEqual(110);
  });

  it("ends with the match, and leaves no timer", async () => {
    const { events, admit } = follow();
    const line = await admit();
    line.shut(CLOSE.over);
    await pass(60_000);
    expect([events.over, vi.getTimerCount()]).toEqual([[CLOSE.over], 0]);
  });

  it("that is given up while it hangs is not tried again", async () => {
    const { uplink, answers } = follow();
    uplink.close();
    await pass(60_000);
    expect([answers.length, vi.getTimerCount()]).toEqual([1, 0]);
  });
});
