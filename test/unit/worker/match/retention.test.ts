import { describe, expect, it } from "vitest";
import { Retention } from "#worker/match/retention.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = 1_000_000;

/** A disk of which only the alarm, and what is deleted, is of interest. */
function kept(replays: boolean) {
  const state = { alarm: null as number | null, deleted: [] as string[] };
  const told = { errand: undefined as number | undefined, now: NOW };
  const kept = new Map<string, unknown>();
  const kv = {
    get: <T>(key: string) => kept.get(key) as T | undefined,
    put: (key: string, value: unknown) => void kept.set(key, value),
  };
  const storage = {
    kv,
    setAlarm: async (at: number | Date) => {
      state.alarm = Number(at);
    },
    getAlarm: async () => state.alarm,
    deleteAlarm: async () => {
      state.deleted.push("alarm");
    },
    deleteAll: async () => {
      state.deleted.push("all");
    },
  };
  const retention = new Retention(
    storage,
    () => replays,
    () => told.now,
    { ladder: () => told.errand },
  );
  return { state, told, retention };
}

describe("what stays on disk", () => {
  it("is a match for ten minutes, and a fault's report or a flight for a week", () => {
    const { state, retention } = kept(false);
    retention.keepMatch();
    expect(state.alarm).toBe(NOW + 10 * MINUTE);
    retention.keepFault();
    expect(state.alarm).toBe(NOW + 7 * DAY);
    state.alarm = null;
    retention.keepTrace();
    expect(state.alarm).toBe(NOW + 7 * DAY);
  });

  it("is a report for ten minutes more once it has been fetched, and no longer by fetching it again", async () => {
    const { state, retention } = kept(false);
    retention.keepFault();
    await retention.faultFetched();
    expect(state.alarm).toBe(NOW + 10 * MINUTE);
    state.alarm = NOW + MINUTE;
    await retention.faultFetched();
    expect(state.alarm).toBe(NOW + MINUTE);
    state.alarm = null;
    await retention.faultFetched();
    expect(state.alarm).toBe(NOW + 10 * MINUTE);
  });

  it("is a match for as long as before, though the alarm rings in between, for a ladder", () => {
    const { state, told, retention } = kept(false);
    told.errand = NOW + 20_000;
    retention.keepMatch();
    expect(state.alarm).toBe(NOW + 20_000);
    // The ladder did not answer: again in two minutes, and then after the match's time.
    told.now = NOW + 20_000;
    told.errand = NOW + 2 * MINUTE;
    expect(retention.isEarly()).toBe(true);
    expect(state.alarm).toBe(NOW + 2 * MINUTE);
    told.errand = NOW + 60 * MINUTE;
    retention.moved();
    expect(state.alarm).toBe(NOW + 10 * MINUTE);
    // The alarm for the ladder was on its way already.
    told.errand = undefined;
    retention.moved();
    told.now = NOW + 2 * MINUTE;
    expect(retention.isEarly()).toBe(true);
    told.now = NOW + 10 * MINUTE;
    expect(retention.isEarly()).toBe(false);
  });

  it("is cleared by an alarm that rings for it, and not by one that was left set for a ladder that has heard", () => {
    const { state, told, retention } = kept(false);
    retention.keepMatch();
    expect(retention.isEarly()).toBe(false);
    told.errand = NOW + 1000;
    retention.keepMatch();
    told.errand = undefined;
    told.now = NOW + 1000;
    expect(retention.isEarly()).toBe(true);
    expect(state.alarm).toBe(NOW + 10 * MINUTE);
    told.now = NOW + 10 * MINUTE;
    expect(retention.isEarly()).toBe(false);
  });

  it("is nothing once a match is cleared away, or its replays for a week", async () => {
    const nothing = kept(false);
    await nothing.retention.clear();
    expect(nothing.state).toEqual({ alarm: null, deleted: ["alarm", "all"] });
    const replays = kept(true);
    await replays.retention.clear();
    expect(replays.state).toEqual({ alarm: NOW + 7 * DAY, deleted: [] });
  });
});
