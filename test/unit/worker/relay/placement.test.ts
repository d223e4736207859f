import { describe, expect, it } from "vitest";
import { relayName } from "#worker/objects.ts";
import { FANOUT, MOST_WATCHERS, parentOf, relayFor, WATCHERS_A_RELAY } from "#worker/relay/placement.ts";

const CHANCES = [0, 0.25, 0.5, 0.999_999];
const reached = (watchers: number) => new Set(Array.from({ length: 4000 }, (_, n) => relayFor(watchers, n / 4000)));

describe("which relay a spectator watches through", () => {
  it("is the only one while one is enough, and then the next", () => {
    for (const watchers of [0, 1, WATCHERS_A_RELAY - 1])
      expect(CHANCES.map((chance) => relayFor(watchers, chance))).toEqual([0, 0, 0, 0]);
    expect(reached(WATCHERS_A_RELAY)).toEqual(new Set([1]));
    expect(reached(2 * WATCHERS_A_RELAY)).toEqual(new Set([2, 3]));
  });

  it("fills all alike while a crowd only grows, over both levels", () => {
    const crowd = 2 * FANOUT * WATCHERS_A_RELAY;
    const held = new Map<number, number>();
    for (let watchers = 0; watchers < crowd; watchers++) {
      const relay = relayFor(watchers, ((watchers * 7919) % 1009) / 1009);
      held.set(relay, (held.get(relay) ?? 0) + 1);
    }
    expect([...held.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 2 * FANOUT }, (_, n) => n));
    for (const count of held.values()) expect(Math.abs(count - WATCHERS_A_RELAY)).toBeLessThan(0.2 * WATCHERS_A_RELAY);
  });

  it("has room for the whole crowd, though all who came first have gone since", () => {
    for (let watchers = 0; watchers < FANOUT * FANOUT * WATCHERS_A_RELAY; watchers = 2 * watchers + 499)
      expect(watchers / reached(watchers).size).toBeLessThanOrEqual(MOST_WATCHERS);
  });

  it("is one that there is, however many come", () => {
    const relays = [...reached(10_000_000)];
    expect(Math.min(...relays)).toBe(0);
    expect(Math.max(...relays)).toBe(FANOUT * FANOUT - 1);
    for (const relay of relays) expect(parentOf(relay) ?? 0).toBeLessThan(FANOUT);
  });
});

describe("whom a relay follows", () => {
  it("is the match, for those of the first level; one of these for the others, each as many", () => {
    for (let relay = 0; relay < FANOUT; relay++) expect(parentOf(relay)).toBeUndefined();
    const children = new Map<number | undefined, number>();
    for (let relay = FANOUT; relay < FANOUT * FANOUT; relay++) {
      const parent = parentOf(relay);
      children.set(parent, (children.get(parent) ?? 0) + 1);
    }
    expect([...children.keys()].sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: FANOUT }, (_, n) => n));
    expect(new Set(children.values())).toEqual(new Set([FANOUT - 1]));
  });
});

it("no two relays have one name, and no relay a match's", () => {
  const names = ["ABCDEFGHJK", "ABCDEFGHJ1"].flatMap((code) => [0, 1, 11, 110].map((relay) => relayName(code, relay)));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toContain(".");
});
