/**
 * Luck as a function of numbers: it gives the same answer at every call and on every machine. `world.random` counts the
 * draws of all seats, so an action of another player, of which a client hears late, would change the outcome of the
 * client's own predicted action.
 */
import { mix32 } from "./random.ts";

/**
 * A seat's luck in this tick, for the step: an integer from 0 to `count - 1`.
 * @param salt the match's own number, drawn once (`world.random.next()`) and kept in a column
 * @param draw tells apart the draws of one seat in one tick
 */
export function chance(
  { tick }: { readonly tick: number },
  salt: number,
  seat: number,
  draw: number,
  count: number,
): number {
  const place = Math.imul(seat + 1, 0x9e3779b1) ^ Math.imul(draw + 1, 0xc2b2ae3d);
  return mix32(mix32(salt ^ place) + Math.imul(tick, 0x9e3779b9)) % count;
}

/**
 * Makes bots differ from one another, and from one moment to the next: an integer from 0 to `count - 1`. A bot must not
 * draw from the world.
 * @param bot the seat, or a number made of the seat and a salt
 * @param moment the tick; with some low bits cut off, a whim lasts
 * @param about tells apart the whims of one moment
 */
export const whim = (bot: number, moment: number, about: number, count: number): number =>
  mix32(Math.imul(bot + 1, 0x9e3779b1) ^ Math.imul(moment + 1, 0x85ebca77) ^ about) % count;
