/** A player's input: where to go, where to aim, and which buttons are down. */
import { aim, axis, buttons } from "#shared/sim/index.ts";

/** Bits of `buttons`. All are levels, held as long as they are down, except READY. */
export const BUTTON = {
  /** Fires as often as the weapon can. */
  fire: 1,
  /** Dashes the way of the stick, or of the aim if it rests, as often as the dash is ready. */
  dash: 2,
  /** Fills the blaster's magazine before it is empty. */
  reload: 4,
  /** Each new press turns "ready" (lobby) or the vote for a rematch (after the end) on or off. */
  ready: 8,
} as const;

/** The full deflection of the stick. */
export const STICK = 7;

export const input = {
  /** The stick, right and down positive; a longer vector than STICK counts as STICK, so diagonals are no faster. */
  mx: axis(-STICK, STICK),
  my: axis(-STICK, STICK),
  aim: aim(),
  /** A sum of `BUTTON`s. */
  buttons: buttons(4),
} as const;
