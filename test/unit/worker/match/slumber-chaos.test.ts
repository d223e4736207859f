import { describe, expect, it } from "vitest";
import { firstDifference, Random, type WorldBase } from "#shared/sim/index.ts";
import { Sitter } from "#test/support/sitter.ts";
import { Sleeper } from "#test/support/sleeper.ts";
import { openTurns, turns } from "#test/support/turns.ts";

const cellOf = (world: WorldBase, name: string): number => {
  const view = world.views.find(({ placed }) => placed.name === "table");
  return view?.cells[view.placed.index.get(name) ?? -1][0] ?? Number.NaN;
};

/** Plays a table of two from a seed, with all that may befall a match that sleeps. */
function play(seed: number, game: typeof turns | typeof openTurns) {
  const random = new Random({ seed, draws: 0 });
  const sleeper = new Sleeper({ turnSeconds: [0, 5, 40][seed % 3], keptSeat: 86_400, keptMatch: 86_400 }, game);
  const sitters = [new Sitter(sleeper, "ada", game), new Sitter(sleeper, "bob", game)];
  sleeper.pass(4000);
  const told = { counted: 0, given: 0, kills: 0, evictions: 0 };
  const befall = [
    () => {
      const sitter = sitters[random.below(2)];
      const { seat } = sitter.client;
      if (cellOf(sitter.drawn.known, "turn") !== seat) return;
      told.given += 1;
      sitter.client.command({ name: "take", args: { count: random.between(1, 3) } }, (outcome) => {
        if (outcome === "counted") told.counted += 1;
      });
    },
    () => {
      if (sleeper.running.ticks) return;
      told.evictions += 1;
      sleeper.evict();
    },
    () => {
      const sitter = sitters[random.below(2)];
      sitter.lose();
      sleeper.pass(random.between(0, 4000));
      sitter.connect();
    },
    () => {
      // Killed in its sleep, or soon after a move: then what was not stored is lost, and the client says it again.
      told.kills += 1;
      sleeper.kill(random.between(0, 30_000));
      for (const sitter of sitters) {
        sitter.lose();
        sitter.connect();
      }
    },
  ];
  const odds = [0, 0, 0, 0, 1, 1, 2, 3];
  for (let n = 0; n < 16; n++) {
    befall[odds[random.below(odds.length)]]();
    sleeper.pass([200, 900, 3000, 12_000][random.below(4)]);
  }
  sleeper.pass(5000);
  return { sleeper, sitters, told };
}

describe.each([openTurns, turns])("a match that sleeps, is put away and killed: $name", (game) => {
  it("has the same world as each of its clients, and loses no command", () => {
    const sum = { counted: 0, given: 0, kills: 0, evictions: 0 };
    for (let seed = 1; seed <= 12; seed++) {
      const { sleeper, sitters, told } = play(seed, game);
      // All know where it has fallen asleep.
      for (let waited = 0; sleeper.running.ticks && waited < 100; waited++) sleeper.pass(100);
      sleeper.pass(100);
      const { world } = sleeper;
      for (const { client } of sitters) {
        const known = client.past(world.tick);
        if (!known)
          throw new Error(
            `seed ${seed}: a client does not know tick ${world.tick}: it ${sleeper.running.ticks ? "ticks" : "sleeps"}, ${client.since?.tick}, ${JSON.stringify(told)}`,
          );
        if (!game.view) expect([seed, firstDifference(world, known)]).toEqual([seed, undefined]);
        for (const name of ["heap", "turn", "until", "rolled"])
          expect([seed, name, cellOf(known, name)]).toEqual([seed, name, cellOf(world, name)]);
      }
      for (const key of ["counted", "given", "kills", "evictions"] as const) sum[key] += told[key];
    }
    expect(sum.kills).toBeGreaterThan(5);
    expect(sum.evictions).toBeGreaterThan(5);
    expect(sum.counted).toBeGreaterThan(20);
  });
});
