/** From controls to the arena's input columns. */

import type { Action, Controls } from "#client/view/input/controls.ts";
import { BUTTON, STICK } from "#shared/games/arena/input.ts";
import { TURN } from "#shared/sim/columns.ts";

const BITS: Readonly<Record<Action, number>> = {
  primary: BUTTON.fire,
  secondary: BUTTON.dash,
  tertiary: BUTTON.reload,
  ready: BUTTON.ready,
};

/** Answers what translates; it keeps the last aim while the controls have none. */
export function translator(): (controls: Controls) => Record<string, number> {
  let last = 0;
  return ({ moveX, moveY, aim, actions }) => {
    if (aim !== undefined) last = Math.round((aim / (2 * Math.PI)) * TURN) & (TURN - 1);
    let buttons = 0;
    for (const action of actions) buttons |= BITS[action];
    return { mx: Math.round(moveX * STICK), my: Math.round(moveY * STICK), aim: last, buttons };
  };
}
