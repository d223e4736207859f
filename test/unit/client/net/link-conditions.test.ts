import { describe, expect, it } from "vitest";
import { ConditionedLink } from "#client/net/conditioned-link.ts";
import {
  CLEAR,
  type Conditions,
  isClear,
  PRESET_NAMES,
  PRESETS,
  presetOf,
  readConditions,
} from "#client/net/conditions.ts";
import { LinkConditions } from "#client/net/link-conditions.ts";
import { LinkDirection, type LinkEnvironment } from "#client/net/link-direction.ts";

/** A clock that stands until it is run, and chance by a list, again and again. */
class Manual implements LinkEnvironment {
  now = 0;
  readonly #chances: readonly number[];
  #drawn = 0;
  #due: { readonly at: number; readonly callback: () => void }[] = [];

  constructor(...chances: readonly number[]) {
    this.#chances = chances.length > 0 ? chances : [0.5];
  }

  later(callback: () => void, ms: number): void {
    this.#due.push({ at: this.now + ms, callback });
  }

  chance(): number {
    return this.#chances[this.#drawn++ % this.#chances.length];
  }

  /** Runs on; what is due at the same time is called in the reverse of its order, as no timer should be trusted. */
  run(until: number): void {
    for (;;) {
      const next = [...this.#due].reverse().sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) break;
      this.#due.splice(this.#due.indexOf(next), 1);
      this.now = next.at;
      next.callback();
    }
    this.now = until;
  }
}

/** When each message arrived, under these conditions, of those that were pushed at these times. */
function arrivals(
  conditions: Partial<Conditions>,
  at: readonly number[],
  weather = new Manual(),
  length = 10,
): { readonly message: number; readonly at: number }[] {
  const arrived: { message: number; at: number }[] = [];
  const lane = new LinkDirection(
    { ...CLEAR, ...conditions },
    (bytes) => arrived.push({ message: bytes[0], at: weather.now }),
    weather,
  );
  for (const [message, time] of at.entries()) {
    weather.run(time);
    const bytes = new Uint8Array(length);
    bytes[0] = message;
    lane.push(bytes, time);
  }
  weather.run(60_000);
  return arrived;
}

const every = (ms: number, count: number): number[] => Array.from({ length: count }, (_, n) => n * ms);

describe("a lane", () => {
  it("passes messages on at once under clear conditions", () => {
    expect(arrivals({}, [0, 10, 20])).toEqual([
      { message: 0, at: 0 },
      { message: 1, at: 10 },
      { message: 2, at: 20 },
    ]);
  });

  it("delays by delay, and by jitter at most on top, and keeps the order", () => {
    const weather = new Manual(0, 0.99, 0.1, 0.5, 0.05, 0.9);
    const at = every(5, 100);
    const arrived = arrivals({ delay: 40, jitter: 30 }, at, weather);
    expect(arrived.map(({ message }) => message)).toEqual(at.map((_, n) => n));
    for (const one of arrived) {
      expect(one.at - at[one.message]).toBeGreaterThanOrEqual(40);
      expect(one.at - at[one.message]).toBeLessThan(70);
    }
    expect(new Set(arrived.map((one) => one.at - at[one.message])).size).toBeGreaterThan(5);
  });

  it("passes on no more bytes a second than the bandwidth", () => {
    const arrived = arrivals({ bandwidth: 1000 }, every(1, 50), new Manual(), 100);
    expect(arrived.map(({ at }) => at)).toEqual(every(100, 50).map((at) => at + 100));
  });

  it("stands still for 200 to 400 ms in the share of the seconds that is asked for", () => {
    // Of each second: whether it stalls; where it does, for how long; then a jitter for each message.
    const [first, second, ...rest] = arrivals({ stalls: 0.5, delay: 10 }, [0, 50, 500, 1000], new Manual(0.4));
    expect([first.at, second.at]).toEqual([290, 290]);
    expect(rest.map(({ at }) => at)).toEqual([510, 1290]);
    expect(arrivals({ stalls: 0.5, delay: 10 }, [0, 1000], new Manual(0.6)).map(({ at }) => at)).toEqual([10, 1010]);
  });

  it("follows conditions that change, still in order", () => {
    const weather = new Manual();
    const line = new LinkConditions({ ...CLEAR, delay: 100 });
    const arrived: [number, number][] = [];
    const lane = new LinkDirection(line, ([message]) => arrived.push([message, weather.now]), weather);
    lane.push(Uint8Array.of(0), 0);
    line.set({ delay: 0 });
    weather.run(50);
    lane.push(Uint8Array.of(1), 50);
    weather.run(200);
    lane.push(Uint8Array.of(2), 200);
    expect(arrived).toEqual([
      [0, 100],
      [1, 100],
      [2, 200],
    ]);
  });

  it("forgets messages under way, or passes them on at once", () => {
    const weather = new Manual();
    const arrived: number[] = [];
    const lane = new LinkDirection({ ...CLEAR, delay: 100 }, ([message]) => arrived.push(message), weather);
    lane.push(Uint8Array.of(0), 0);
    lane.clear();
    lane.push(Uint8Array.of(1), 0);
    weather.run(150);
    expect(arrived).toEqual([1]);
    lane.push(Uint8Array.of(2), 150);
    lane.flush();
    expect(arrived).toEqual([1, 2]);
    weather.run(1000);
    expect(arrived).toEqual([1, 2]);
  });
});

describe("a wire", () => {
  function wireOn(conditions: Conditions, weather: Manual) {
    const seen = { up: [] as number[], down: [] as number[], broken: 0 };
    const wire = new ConditionedLink(
      conditions,
      {
        up: ([message]) => seen.up.push(message),
        down: ([message]) => seen.down.push(message),
        broken: () => {
          seen.broken += 1;
        },
      },
      weather,
    );
    return { wire, seen };
  }

  it("breaks in the share of the seconds that is asked for, once in each, and loses messages under way", () => {
    // The seventh that is drawn is for whether the second second breaks it.
    const weather = new Manual(0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.05);
    const { wire, seen } = wireOn({ ...CLEAR, drops: 0.1, delay: 50 }, weather);
    wire.send(Uint8Array.of(1), 0);
    wire.receive(Uint8Array.of(2), 0);
    weather.run(990);
    expect(seen).toEqual({ up: [1], down: [2], broken: 0 });
    wire.send(Uint8Array.of(3), 990);
    weather.run(1000);
    wire.receive(Uint8Array.of(4), 1000);
    expect(seen.broken).toBe(1);
    wire.receive(Uint8Array.of(5), 1001);
    weather.run(1500);
    expect(seen).toEqual({ up: [1], down: [2, 5], broken: 1 });
  });

  it("breaks when it is told to, until it is closed", () => {
    const line = new LinkConditions();
    const { wire, seen } = wireOn(line, new Manual());
    line.break();
    expect(seen.broken).toBe(1);
    line.set({ delay: 50 });
    wire.send(Uint8Array.of(7), 0);
    wire.close();
    expect(seen.up).toEqual([7]);
    line.break();
    expect(seen.broken).toBe(1);
  });
});

describe("conditions in an address", () => {
  const read = (query: string) => readConditions(new URLSearchParams(query));

  it("are a preset, single values, or a preset with some of its values changed", () => {
    expect(read("")).toEqual({ conditions: CLEAR, problems: [] });
    expect(read("?net=mobile")).toEqual({ conditions: PRESETS.mobile, problems: [] });
    expect(read("?drops=0.01").conditions).toEqual({ ...CLEAR, drops: 0.01 });
    expect(read("?net=other-continent&delay=100&jitter=50&stalls=0.01&drops=0&bandwidth=60000").conditions).toEqual({
      delay: 100,
      jitter: 50,
      stalls: 0.01,
      drops: 0,
      bandwidth: 60_000,
    });
  });

  it("are ignored one by one where they are none, and that is said", () => {
    const { conditions, problems } = read("?net=moon&delay=fast&jitter=-1&stalls=2&drops=&bandwidth=1000&other=1");
    expect(conditions).toEqual({ ...CLEAR, bandwidth: 1000 });
    expect(problems).toHaveLength(5);
    expect(problems[0]).toContain("net=moon");
    expect(read("?net=toString").conditions).toEqual(CLEAR);
  });

  it("are told by their preset's name", () => {
    for (const name of PRESET_NAMES) expect(presetOf(new LinkConditions(PRESETS[name]))).toBe(name);
    expect(presetOf({ ...PRESETS.home, delay: 16 })).toBeUndefined();
    expect(isClear(new LinkConditions())).toBe(true);
    expect(isClear(PRESETS.lan)).toBe(false);
  });
});
