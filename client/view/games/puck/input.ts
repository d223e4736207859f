/** What the hands want, in the game's columns. */
import { BUTTON, STICK } from "#shared/games/puck/input.ts";
import type { Intent } from "../../input/intent.ts";

/** The button that a mouse has under its first finger skates to where it points. */
export function translate({ moveX, moveY, aim, actions }: Intent): Record<string, number> {
  const points = actions.has("primary") && aim !== undefined;
  const x = points ? Math.cos(aim) : moveX;
  const y = points ? Math.sin(aim) : moveY;
  const dash = actions.has("secondary") || actions.has("tertiary") ? BUTTON.dash : 0;
  const ready = actions.has("ready") ? BUTTON.ready : 0;
  return { mx: Math.round(x * STICK), my: Math.round(y * STICK), buttons: dash | ready };
}
