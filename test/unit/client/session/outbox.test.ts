/** What a client sends, and when it takes its link for dead. */
import { describe, expect, it } from "vitest";
import { Liveness } from "#client/session/liveness.ts";
import { Outbox } from "#client/session/outbox.ts";
import { decodeUp, type Input, MAX_INPUTS, MAX_MESSAGE, type UpMessage } from "#shared/protocol/index.ts";
import { type AnyGame, plan } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";

const layout = plan(toy as AnyGame, { seats: 2 });

const input = (tick: number): Input => ({ tick, seen: 0, values: [0, 0, 0] });

function bench() {
  const sent: { readonly message: UpMessage | undefined; readonly at: number }[] = [];
  const outbox = new Outbox((bytes, _, at) => sent.push({ message: decodeUp(bytes, layout)?.[0], at }));
  return { outbox, sent };
}

describe("an outbox", () => {
  it("puts inputs that follow each other fast into one message", () => {
    const { outbox, sent } = bench();
    outbox.push([input(1)], 1000);
    outbox.push([input(2)], 1016);
    outbox.push([input(3)], 1033);
    expect(sent.map(({ message }) => message)).toMatchObject([
      { type: "input", inputs: [{ tick: 1 }] },
      { type: "input", inputs: [{ tick: 2 }, { tick: 3 }] },
    ]);
  });

  it("sends the last inputs where there are more than a message holds, and none that a lost socket has made late", () => {
    const { outbox, sent } = bench();
    outbox.push([input(1)], 1000);
    outbox.push([input(2)], 1001);
    outbox.disconnected();
    outbox.push(
      Array.from({ length: MAX_INPUTS + 3 }, (_, i) => input(10 + i)),
      2000,
    );
    expect(sent[1].message).toMatchObject({ inputs: Array.from({ length: MAX_INPUTS }, (_, i) => ({ tick: 13 + i })) });
    expect(sent).toHaveLength(2);
  });

  it("puts commands into the message with inputs, and sends them alone where there are none, or many", () => {
    const messages: (readonly string[])[] = [];
    const outbox = new Outbox((bytes) => {
      expect(bytes.length).toBeLessThanOrEqual(MAX_MESSAGE);
      messages.push((decodeUp(bytes, layout) ?? []).map(({ type }) => type));
    });
    const waiting = Array.from({ length: 3 }, (_, i) => ({ tick: 1, seq: i + 1, number: 1, args: [0, 0, 0] }));
    const take = (most: number) => waiting.splice(0, Math.min(2, most));
    outbox.push([input(1)], 1000, take);
    outbox.push([], 1010, take);
    outbox.push([], 1040, take);
    waiting.push({ tick: 1, seq: 4, number: 1, args: [0, 0, 0] });
    outbox.push(
      Array.from({ length: MAX_INPUTS }, (_, i) => input(10 + i)),
      1100,
      take,
    );
    expect(messages).toEqual([["input", "commands"], ["commands"], ["input"], ["commands"]]);
  });

  it("tells with each ping the round trip that is known, as far as the protocol has room for it", () => {
    let rtt = 0;
    const pings: unknown[] = [];
    const outbox = new Outbox(
      (bytes) => pings.push(decodeUp(bytes, layout)?.[0]),
      () => rtt,
    );
    for (const [n, known] of [0, 41.6, 1e9].entries()) {
      rtt = known;
      outbox.ping((n + 1) * 10_000, { frameAt: (n + 1) * 10_000, spectates: false });
    }
    expect(pings).toEqual([
      { type: "ping", time: 10_000, mark: 0 },
      { type: "ping", time: 20_000, mark: 0, rtt: 42 },
      { type: "ping", time: 30_000, mark: 0, rtt: 65_535 },
    ]);
  });

  it("returns the newest mark of this socket with each ping", () => {
    const { outbox, sent } = bench();
    const awake = (frameAt: number) => ({ frameAt, spectates: false });
    outbox.marked(7);
    outbox.ping(10_000, awake(10_000));
    outbox.connected();
    outbox.ping(20_000, awake(20_000));
    expect(sent.map(({ message }) => message)).toMatchObject([{ mark: 7 }, { mark: 0 }]);
  });

  it.each([
    ["a player", false, 2000],
    ["a spectator", true, 3000],
  ])("pings fast at first, then as often as %s needs; and at once where frames cease", (_, spectates, usual) => {
    const { outbox, sent } = bench();
    const run = (from: number, to: number, frameAt?: number) => {
      for (let now = from; now < to; now += 10) outbox.ping(now, { frameAt: frameAt ?? now, spectates });
    };
    run(10_000, 40_000);
    const gaps = sent.slice(1).map(({ at }, i) => at - sent[i].at);
    expect(gaps.slice(0, 5)).toEqual([260, 260, 260, 260, 260]);
    expect(new Set(gaps.slice(5))).toEqual(new Set([usual + 10]));
    const before = sent.length;
    run(40_000, 41_600, 40_000);
    expect(sent.slice(before).at(-1)?.at).toBe(41_510);
  });
});

describe("a link", () => {
  it("is dead where nothing is heard after a ping, and alive with any word", () => {
    const liveness = new Liveness();
    liveness.asked(1000);
    expect(liveness.check(3500)).toBe("alive");
    liveness.heard(false);
    expect(liveness.check(9000)).toBe("alive");
    liveness.asked(9000);
    expect(liveness.check(11_501)).toBe("dead");
    // It is said once: another one is made.
    expect(liveness.check(11_502)).toBe("alive");
  });

  it("must bring a welcome first: until then no other word says that it is any good", () => {
    const liveness = new Liveness();
    liveness.connected(1000);
    liveness.heard(false);
    expect(liveness.check(6000)).toBe("alive");
    expect(liveness.check(6001)).toBe("dead");
    liveness.connected(7000);
    liveness.heard(true);
    expect(liveness.check(60_000)).toBe("alive");
  });

  it("must bring the world that its welcome promises, later by the delay of the stream", () => {
    const liveness = new Liveness();
    liveness.awaitWorld(1000, 10);
    expect(liveness.check(16_000)).toBe("alive");
    expect(liveness.check(16_001)).toBe("dead");
    liveness.awaitMended(20_000);
    liveness.awaitMended(24_000);
    expect(liveness.check(25_001)).toBe("dead");
    liveness.awaitMended(30_000);
    liveness.worldCame();
    expect(liveness.check(90_000)).toBe("alive");
  });
});
