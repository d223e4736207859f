/** The arena to be seen and played. */

import type { Drawn, GameEvent } from "#client/session/types.ts";
import { SUB } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { TURN } from "#shared/sim/columns.ts";
import type { GameView, NameOf, Stage } from "../game-view.ts";
import { beacons } from "./beacons.ts";
import { Grudges } from "./grudges.ts";
import { hud } from "./hud.ts";
import { translator } from "./input.ts";
import { interest } from "./interest.ts";
import { LOOKS } from "./looks/index.ts";
import { isTeams } from "./palette.ts";
import { rivals } from "./rivals.ts";
import { ArenaScene } from "./scene.ts";
import { sounds } from "./sounds.ts";
import { Streaks } from "./streaks.ts";
import { board, lobby } from "./tables.ts";

export function createView(): GameView {
  const grudges = new Grudges();
  const streaks = new Streaks();
  return {
    sounds,
    // Until the map is known; its look sets its own.
    background: LOOKS[0].ground,
    sight: "follow",
    bounds: ({ level }: ArenaWorld) => level,
    place({ world, tables }: Drawn<ArenaWorld>, seat) {
      if (!world.players.has(seat)) return undefined;
      return { x: tables.players.x[seat] / SUB, y: tables.players.y[seat] / SUB };
    },
    body({ players }: ArenaWorld, seat) {
      return players.has(seat) ? { x: players.x[seat] / SUB, y: players.y[seat] / SUB } : undefined;
    },
    rivals,
    interest: (world: ArenaWorld, seat) => interest(world, seat),
    gaze: ({ seats }: ArenaWorld, seat) => (seats.aim[seat] / TURN) * 2 * Math.PI,
    scene: (stage: Stage, world: ArenaWorld) => new ArenaScene(stage, world),
    input: translator(),
    touch: [
      { action: "secondary", label: "Dash" },
      { action: "tertiary", label: "Reload" },
    ],
    hints: [
      { of: "move", words: "Move" },
      { of: "primary", words: "Aim and fire", aims: true },
      { of: "secondary", words: "Dash" },
      { of: "tertiary", words: "Reload" },
    ],
    lobby,
    board,
    hud(drawn: Drawn<ArenaWorld>, eye: number, nameOf: NameOf) {
      const told = Math.min(Math.floor(drawn.tick), drawn.known.tick);
      return hud(drawn, eye, grudges.tell(eye, nameOf, drawn.world, told));
    },
    talk: {
      pingsFor: (world: ArenaWorld, by, to) => !isTeams(world) || world.scores.team[by] === world.scores.team[to],
    },
    beacons,
    callouts(events: readonly GameEvent[], { jumped }: Drawn<ArenaWorld>, eye: number, nameOf: NameOf) {
      if (jumped) streaks.forget();
      return streaks.read(events, eye, nameOf);
    },
    lookback: ({ world }: Drawn<ArenaWorld>, seat) =>
      world.players.has(seat) ? undefined : grudges.lookback(seat, world),
    news: (events: readonly GameEvent[], world: ArenaWorld) => grudges.read(events, world),
  };
}
