/** What becomes of players who come while a round is on: by the game's `lateJoin`. */
import { describe, expect, it } from "vitest";
import { type AnyGame, defineGame, type LateJoin, SEAT } from "#shared/sim/index.ts";
import { MatchBench } from "#test/support/match.ts";
import { toy } from "#test/support/toy.ts";

/** A round begins as two players are in, and is over after 60 ticks. */
const gameOf = (lateJoin?: LateJoin): AnyGame =>
  defineGame({
    ...toy,
    name: "late",
    status({ seats, round, tick }) {
      if (round.over === 1 || tick > 60) return "ended";
      return [...seats].filter((seat) => seats.kind[seat] >= SEAT.person).length >= 2 ? "live" : "waiting";
    },
    ...(lateJoin && { lateJoin }),
  }) as unknown as AnyGame;

function begun(lateJoin?: LateJoin, only?: readonly string[]) {
  const bench = new MatchBench({}, 1, 0, gameOf(lateJoin), only ? { only: [...only] } : {});
  const ask = (player: string) => {
    const reservation = bench.match.reservations.reserve(player, player, bench.now);
    return reservation.ok ? "seat" : reservation.reason;
  };
  bench.join("ada");
  bench.run(3);
  expect(ask("cid")).toBe("seat");
  bench.join("bob");
  bench.run(3);
  return { bench, ask };
}

const over = (bench: MatchBench) => bench.run(70);

describe("a player who comes while a round is on", () => {
  it("gets a seat at once where the game says nothing else", () => {
    for (const how of [undefined, "play"] as const) expect(begun(how).ask("eve")).toBe("seat");
  });

  it("is refused until the match is over, where the game refuses", () => {
    const { bench, ask } = begun("refuse");
    expect(ask("eve")).toBe("started");
    over(bench);
    expect(ask("eve")).toBe("over");
  });

  it("watches, and gets a seat once the round is over, where the game says so", () => {
    const { bench, ask } = begun("watch");
    expect(ask("eve")).toBe("watch_first");
    over(bench);
    expect(ask("eve")).toBe("seat");
    bench.join("eve");
    bench.run(3);
    expect(bench.match.hasSeat("eve")).toBe(true);
  });

  it("is none who has a seat, or was promised one before it began: they come in", () => {
    for (const how of ["refuse", "watch"] as const) {
      const { bench, ask } = begun(how);
      expect([ask("ada"), ask("cid")]).toEqual(["seat", "seat"]);
      bench.join("cid");
      bench.run(3);
      expect(bench.match.hasSeat("cid")).toBe(true);
    }
  });

  it("is no player of a match that the queue has made", () => {
    const { ask } = begun("refuse", ["ada", "bob", "cid", "dan"]);
    expect([ask("dan"), ask("eve")]).toEqual(["seat", "started"]);
  });

  it("is refused together with the group that they come with", () => {
    const { bench } = begun("refuse");
    const group = (...ids: string[]) => [ids.map((id) => ({ id, name: id }))];
    const asked = (...ids: string[]) => bench.match.reservations.reserveAll(group(...ids), bench.now);
    expect(asked("ada", "eve")).toEqual({ ok: false, reason: "started" });
    expect(asked("ada", "cid")).toMatchObject({ ok: true });
  });
});
