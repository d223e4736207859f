/** From the rules' places to those on the stage: the rink lies in a frame, with its goals reaching into it. */
import { RINK, SUB } from "#shared/games/puck/tuning.ts";
import type { Point } from "../game-view.ts";

/** World pixels around the rink, for boards and goals. */
export const FRAME = { x: 70, y: 26 } as const;

/** World pixels. */
export const SIZE = { width: RINK.width / SUB, height: RINK.height / SUB } as const;

export const BOUNDS = { width: SIZE.width + 2 * FRAME.x, height: SIZE.height + 2 * FRAME.y } as const;

/** @param x pixels from the rink's left end */
export const spot = (x: number, y: number): Point => ({ x: x + FRAME.x, y: y + FRAME.y });
