import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { QueueState } from "#shared/monitor/index.ts";
import { DUEL, poolOf } from "#test/support/tickets.ts";
import { LATELY_MS, queueState, type StateOptions } from "#worker/queue/state.ts";
import { WaitLog } from "#worker/queue/wait-log.ts";
import type { Wait } from "#worker/queue/waits.ts";
import { Stand } from "./stand.ts";

const START = 1_000_000_000;
const of = (stand: Stand, more: Partial<StateOptions> = {}) => {
  const waiting = stand.queue.waiting("local");
  return queueState(
    { queue: stand.queue, waiting, rules: DUEL, waitedS: undefined, wave: undefined, ...more },
    stand.now,
  );
};

describe("how a queue stands", () => {
  it("is not told of where no ticket waits, nor has waited lately", () => {
    const stand = new Stand(START);
    expect(of(stand)).toBeUndefined();
    const wave = { at: START, lateMs: 3, tickets: 2, matches: 1 };
    expect(of(stand, { wave })).toEqual({ tickets: 0, oldestS: 0, wave, reasons: [] });
    stand.now += LATELY_MS;
    expect(of(stand, { wave })).toBeUndefined();
  });

  it("has each ticket under one reason", () => {
    const stand = new Stand(START);
    for (const player of ["a", "b", "c", "d"]) stand.join(player);
    stand.lose("a");
    const [, b] = stand.queue.all();
    stand.queue.propose({ tickets: stand.queue.waiting("local").filter(({ id }) => id === b.id) }, "match");
    stand.now += 2500;
    const state = of(stand, { waitedS: { p50: 4, p90: 9 } });
    expect(state).toEqual({
      ...{ tickets: 4, oldestS: 2.5, waitedS: { p50: 4, p90: 9 } },
      reasons: [
        { reason: "away", tickets: 1 },
        { reason: "making", tickets: 1 },
        { reason: "other", tickets: 2 },
      ],
    });
    expect(v.is(QueueState, state)).toBe(true);
  });

  it("has all tickets of a long queue, by what a sample says", () => {
    const waiting = poolOf(3, 2345);
    const queue = {
      all: () => waiting.map(({ id, since }) => ({ id, since, members: [], state: { is: "searching" } as const })),
    };
    const state = queueState({ queue, waiting, rules: DUEL, waitedS: undefined, wave: undefined }, START);
    expect(state?.reasons.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(2345);
  });
});

describe("the last waits", () => {
  it("are told by their middle and by nine of ten; older ones count no more", () => {
    const stored: Wait[] = [];
    const waits = new WaitLog({ waits: () => stored, addWait: (wait) => void stored.push(wait) });
    expect(waits.recent).toBeUndefined();
    for (let n = 0; n < 100; n++) waits.add(START - 900_000, START);
    for (let n = 0; n <= 99; n++) waits.add(START - 1000 * n, START);
    expect(waits.recent).toEqual({ p50: 50, p90: 89 });
  });
});
