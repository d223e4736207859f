/** What a player is told who has died: nothing before the match has told of it, then who it was. */
import { expect, it } from "vitest";
import type { Drawn } from "#client/session/types.ts";
import { Grudges, hud } from "#client/view/games/arena/hud.ts";
import { type ArenaWorld, arena, PHASE, WEAPON } from "#shared/games/arena/index.ts";
import { SPAWN } from "#shared/games/arena/tuning.ts";
import { createWorld, SEAT } from "#shared/sim/index.ts";

const DIED = 300;
const nameOf = (seat: number) => `Player ${seat}`;

/** The banner of seat 0, which has no body, this many ticks after its death. */
function banner(grudges: Grudges, ticks: number, isKnown: boolean): string | undefined {
  const world = createWorld(arena, { seats: 2 }, 1) as ArenaWorld;
  world.seats.kind[0] = SEAT.person;
  world.round.phase = PHASE.live;
  world.scores.deaths[0] = 1;
  world.scores.respawnAt[0] = isKnown ? DIED + SPAWN.delay : 0;
  const ownTick = DIED + ticks;
  // Only what the HUD reads.
  const drawn = { world, ownTick } as Drawn<ArenaWorld>;
  return hud(drawn, 0, grudges.tell(0, nameOf, world, ownTick)).banner?.title;
}

it("is told nothing while the death is only predicted, and then its killer", () => {
  const grudges = new Grudges();
  expect(banner(grudges, 2, false)).toBeUndefined();
  expect(banner(grudges, 5, true)).toBeUndefined();
  const values = { killer: 1, victim: 0, weapon: WEAPON.rail };
  grudges.read([{ tick: DIED, table: "kills", values } as Parameters<Grudges["read"]>[0][number]]);
  expect(banner(grudges, 6, true)).toBe("Fragged by Player 1");
});

it("is told that the life is over where its killer does not come", () => {
  expect(banner(new Grudges(), 30, true)).toBe("You are out");
});
