/** Puck to be seen and played. */
import type { Drawn, GameEvent } from "#client/session/types.ts";
import { SUB } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import type { GameView, Stage } from "../game-view.ts";
import { hud } from "./hud.ts";
import { BACKGROUND } from "./ice.ts";
import { translator } from "./input.ts";
import { interest } from "./interest.ts";
import { news } from "./news.ts";
import { BOUNDS, spot } from "./places.ts";
import { PuckScene } from "./scene.ts";
import { sounds } from "./sounds.ts";
import { board, lobby } from "./tables.ts";

export function createView(): GameView {
  return {
    sounds,
    background: BACKGROUND,
    sight: "whole",
    bounds: () => BOUNDS,
    place({ world, tables }: Drawn<PuckWorld>, seat) {
      return world.paddles.has(seat) ? spot(tables.paddles.x[seat] / SUB, tables.paddles.y[seat] / SUB) : undefined;
    },
    body({ paddles }: PuckWorld, seat) {
      return paddles.has(seat) ? spot(paddles.x[seat] / SUB, paddles.y[seat] / SUB) : undefined;
    },
    interest: (world: PuckWorld, seat) => interest(world, seat),
    gaze: ({ seats }: PuckWorld, seat) => Math.atan2(seats.my[seat], seats.mx[seat]),
    scene: (stage: Stage, world: PuckWorld) => new PuckScene(stage, world),
    input: translator(),
    touch: [{ action: "secondary", label: "Dash" }],
    hints: [
      { of: "move", words: "Skate", aims: true },
      { of: "secondary", words: "Dash" },
    ],
    lobby,
    board,
    hud,
    news: (events: readonly GameEvent[]) => news(events),
  };
}
