/** From controls to the game's input columns. */

import type { Controls, Offset } from "#client/view/input/controls.ts";
import { BUTTON, STICK } from "#shared/games/puck/input.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import { PADDLE, RINK, SUB } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";

/**
 * Pixels from the mouse at which the paddle begins to brake: enough not to skate past at 30 drawn frames a second
 * either.
 */
const BRAKE = 72;
/**
 * It rests when it is so near, in pixels, and sets off again when it is so far: a still hand's tremble is no
 * movement.
 */
const NEAR = 3;
const FAR = 6;

const clamp = (at: number, low: number, high: number): number => Math.min(high, Math.max(low, at));

/** The nearest that a paddle can come to where the mouse points: along a wall it keeps up with the hand. */
function within({ paddles }: PuckWorld, seat: number, { dx, dy }: Offset): Offset {
  const [x, y] = [paddles.x[seat] / SUB, paddles.y[seat] / SUB];
  const [width, height, r] = [RINK.width / SUB, RINK.height / SUB, PADDLE.radius / SUB];
  const half = (RINK.width / 2 + RINK.beyond) / SUB;
  const left = teamOf(seat) === 0 ? 0 : width - half;
  return { dx: clamp(x + dx, left + r, left + half - r) - x, dy: clamp(y + dy, r, height - r) - y };
}

/** Answers what translates. With a mouse the paddle skates to where it points; with all else, as the stick says. */
export function translator(): (controls: Controls, world: PuckWorld, seat: number) => Record<string, number> {
  let rests = false;
  const follow = ({ dx, dy }: Offset): readonly [number, number] => {
    const distance = Math.sqrt(dx * dx + dy * dy);
    rests = distance < (rests ? FAR : NEAR);
    const scale = rests ? 0 : 1 / Math.max(BRAKE, distance);
    return [dx * scale, dy * scale];
  };
  return ({ moveX, moveY, aim, pointer, actions }, world, seat) => {
    const primary = actions.has("primary");
    const moves = pointer !== undefined || moveX !== 0 || moveY !== 0;
    let [x, y] = [moveX, moveY];
    if (pointer !== undefined) [x, y] = follow(within(world, seat, pointer));
    // A thumb that only aims skates there.
    else if (!moves && primary && aim !== undefined) [x, y] = [Math.cos(aim), Math.sin(aim)];
    const dashes = actions.has("secondary") || actions.has("tertiary") || (primary && moves);
    const ready = actions.has("ready") ? BUTTON.ready : 0;
    return { mx: Math.round(x * STICK), my: Math.round(y * STICK), buttons: (dashes ? BUTTON.dash : 0) | ready };
  };
}
