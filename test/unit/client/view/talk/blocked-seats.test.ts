/** Seats of blocked players: asked for when players come and go, not more often than it must be, and never in the way of play. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "#client/net/api.ts";
import { BlockedSeats } from "#client/view/talk/blocked-seats.ts";
import { SEAT } from "#shared/sim/index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scene(answer: () => Promise<{ seats: number[]; kept: boolean }>, own = 0) {
  const watchers = new Set<() => void>();
  const session = {
    seat: own,
    seats: [{ seat: 1, kind: SEAT.person as 0 | 1 | 2 | 3, name: "Bob" }],
    watch: (changed: () => void) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
  const ask = vi.fn(answer);
  const changed = vi.fn();
  const end = new AbortController();
  const blocked = new BlockedSeats({ session, ask, changed, signal: end.signal });
  const becomes = (...names: string[]) => {
    session.seats = names.map((name, n) => ({ seat: n + 1, kind: name === "" ? SEAT.bot : SEAT.person, name }));
    for (const watcher of watchers) watcher();
  };
  return { session, ask, changed, blocked, becomes, end, watchers };
}

describe("blocked seats", () => {
  it("are what the server says, and told once", async () => {
    const { blocked, changed, ask } = scene(async () => ({ seats: [1], kept: true }));
    expect(blocked.has(1)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect([blocked.has(1), blocked.has(2)]).toEqual([true, false]);
    expect(changed).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledOnce();
  });

  it("are asked for again when another player has come, five seconds later at the earliest; not for a bot", async () => {
    const { becomes, ask } = scene(async () => ({ seats: [], kept: true }));
    await vi.advanceTimersByTimeAsync(10);
    becomes("Bob", "Cid");
    becomes("Bob", "Dan");
    await vi.advanceTimersByTimeAsync(4900);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(ask).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(6000);
    becomes("Bob", "Dan", "");
    await vi.advanceTimersByTimeAsync(6000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("are none of a spectator, and seldom asked for by a player who has nothing to keep", async () => {
    const watching = scene(async () => ({ seats: [1], kept: true }), -1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(watching.ask).not.toHaveBeenCalled();
    const guest = scene(async () => ({ seats: [], kept: false }));
    await vi.advanceTimersByTimeAsync(10);
    guest.becomes("Bob", "Cid");
    await vi.advanceTimersByTimeAsync(45_000);
    expect(guest.ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(guest.ask).toHaveBeenCalledTimes(2);
  });

  it("are none where the server does not answer, and the match's end ends it", async () => {
    const { blocked, becomes, ask, end, watchers } = scene(async () => {
      throw new ApiFailure("unreachable", "no line");
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(blocked.has(1)).toBe(false);
    end.abort();
    becomes("Eve");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([ask.mock.calls.length, watchers.size]).toEqual([1, 0]);
  });
});
