/** The arena to be seen and played. */

import type { Drawn, GameEvent } from "#client/session/types.ts";
import { SUB } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { TURN } from "#shared/sim/columns.ts";
import type { GameView, NameOf, Stage } from "../game-view.ts";
import { Grudges, hud } from "./hud.ts";
import { translator } from "./input.ts";
import { interest } from "./interest.ts";
import { LOOKS } from "./looks/index.ts";
import { rivals } from "./rivals.ts";
import { ArenaScene } from "./scene.ts";
import { sounds } from "./sounds.ts";
import { board, lobby } from "./tables.ts";

export function createView(): GameView {
  const grudges = new Grudges();
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
    lobby,
    board,
    hud(drawn: Drawn<ArenaWorld>, eye: number, nameOf: NameOf) {
      if (eye >= 0 && drawn.world.players.has(eye)) grudges.forget(eye);
      return hud(drawn, eye, grudges.tell(eye, nameOf, drawn.world, Math.floor(drawn.ownTick)));
    },
    news: (events: readonly GameEvent[]) => grudges.read(events),
  };
}
