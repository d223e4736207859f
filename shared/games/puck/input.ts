/** A player's input: where to skate, and which buttons are down. */
import { axis, buttons } from "#shared/sim/index.ts";

/** Bits of `buttons`. */
export const BUTTON = {
  /** Dashes the way of the stick, or at the puck if it rests, as often as the dash is ready. */
  dash: 1,
  /** Each new press turns "ready" (lobby) or the vote for a rematch (after the end) on or off. */
  ready: 2,
} as const;

/** The full deflection of the stick. */
export const STICK = 15;

export const input = {
  /** The stick, right and down positive; a longer vector than STICK counts as STICK. */
  mx: axis(-STICK, STICK),
  my: axis(-STICK, STICK),
  /** A sum of `BUTTON`s. */
  buttons: buttons(2),
} as const;
