/** What a player is told who has died: nothing before the match has told of it, then who it was. */
import { expect, it } from "vitest";
import type { Drawn } from "#client/session/types.ts";
import { Grudges } from "#client/view/games/arena/grudges.ts";
import { hud } from "#client/view/games/arena/hud.ts";
import type { Banner } from "#client/view/games/game-view.ts";
import { spoken } from "#client/view/match/banner.ts";
import { type ArenaWorld, arena, PHASE, WEAPON } from "#shared/games/arena/index.ts";
import { SPAWN, SUB } from "#shared/games/arena/tuning.ts";
import { createWorld, SEAT } from "#shared/sim/index.ts";

const DIED = 300;
const nameOf = (seat: number) => `Player ${seat}`;

interface Fight {
  readonly grudges: Grudges;
  readonly world: ArenaWorld;
  /** The banner of seat 0, which has no body, this many ticks after its death; kills are told up to `told` ticks after it. */
  banner(ticks: number, isKnown: boolean, told?: number): Banner | undefined;
  /** The match tells of its death. */
  kill(killer: number, weapon: number): void;
}

/** Seat 0 dies at (100, 100); seat 1 stands 200 pixels above it, with 43 health left. */
function fight(): Fight {
  const world = createWorld(arena, { seats: 2 }, 1) as ArenaWorld;
  const grudges = new Grudges();
  world.seats.kind[0] = SEAT.person;
  world.round.phase = PHASE.live;
  world.players.spawnAt(0, { x: 100 * SUB, y: 300 * SUB, hp: 5 });
  world.players.spawnAt(1, { x: 100 * SUB, y: 100 * SUB, hp: 43 });
  grudges.read([], world);
  world.players.despawn(0);
  world.scores.deaths[0] = 1;
  return {
    grudges,
    world,
    banner(ticks, isKnown, told = ticks) {
      world.scores.respawnAt[0] = isKnown ? DIED + SPAWN.delay : 0;
      const ownTick = DIED + ticks;
      // Only what the HUD reads.
      const drawn = { world, ownTick } as Drawn<ArenaWorld>;
      return hud(drawn, 0, grudges.tell(0, nameOf, world, DIED + told)).banner;
    },
    kill(killer, weapon) {
      const values = { killer, victim: 0, weapon };
      grudges.read([{ tick: DIED, table: "kills", values }], world);
    },
  };
}

it("is told nothing while the death is only predicted, and then its killer, the weapon, and from where", () => {
  const { banner, kill } = fight();
  expect(banner(2, false)).toBeUndefined();
  expect(banner(5, true)).toBeUndefined();
  kill(1, WEAPON.rail);
  const told = banner(6, true);
  expect(told).toMatchObject({ title: "Fragged by Player 1", facts: ["Rail", "43 health left"], text: "Back in 2 s" });
  // Up is a quarter turn back.
  expect(told?.towards).toBeCloseTo(-Math.PI / 2);
});

it("says no word that is wrong, seen or read aloud, in any tick of a death", () => {
  const { banner, kill, world } = fight();
  const said = new Set<string>();
  const seen = new Set<string>();
  for (let tick = 0; tick <= SPAWN.delay + 5; tick++) {
    if (tick === 12) kill(1, WEAPON.blaster);
    const told = banner(tick, tick > 8);
    said.add(spoken(told));
    if (told) seen.add(`${told.title} | ${told.text}`);
    if (tick === SPAWN.delay) world.players.spawnAt(0, { hp: 100 });
  }
  expect([...said]).toEqual(["", "Fragged by Player 1. Blaster. 43 health left"]);
  expect([...seen]).toEqual(["Fragged by Player 1 | Back in 2 s", "Fragged by Player 1 | Back in 1 s"]);
});

it("is told that the killer fell too, and what the player's own rocket has done", () => {
  const both = fight();
  both.world.players.despawn(1);
  both.kill(1, WEAPON.rocket);
  expect(both.banner(6, true)?.facts).toEqual(["Rocket", "They fell too"]);
  const own = fight();
  own.kill(0, WEAPON.rocket);
  expect(own.banner(6, true)?.title).toBe("Your own rocket got you");
});

it("is told nothing while the line is behind with the news, and the killer when it is not", () => {
  const { banner, kill } = fight();
  for (let tick = 0; tick < 45; tick++) expect(banner(tick, true, 3)).toBeUndefined();
  kill(1, WEAPON.blaster);
  expect(banner(45, true, 40)?.title).toBe("Fragged by Player 1");
});

it("is told that the life is over where its killer does not come", () => {
  expect(fight().banner(30, true)?.title).toBe("You are out");
});

it("is shown again through the killer's eyes, for as long as the death lasts, and not of its own hand", () => {
  const { grudges, world, banner, kill } = fight();
  expect(grudges.lookback(0, world)).toBeUndefined();
  kill(1, WEAPON.rail);
  banner(6, true);
  expect(grudges.lookback(0, world)).toEqual({ eye: 1, tick: DIED, until: DIED + SPAWN.delay });
  kill(0, WEAPON.rocket);
  expect(grudges.lookback(0, world)).toBeUndefined();
});
