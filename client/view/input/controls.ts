/** What the input devices say, in terms that are the same for any device and any game. */
import type { ActionId, GAME_ACTIONS } from "./actions.ts";

/** What a button means to any game; the game says what it does. */
export type Action = (typeof GAME_ACTIONS)[number];

export interface Controls {
  /** -1 to 1, right and down positive; within the unit circle. */
  readonly moveX: number;
  readonly moveY: number;
  /** Radians, 0 to the right and growing clockwise on the screen; undefined = as before. */
  readonly aim: number | undefined;
  /**
   * Where the mouse points from the player's own body, in world pixels. Undefined while the body has no place, and while
   * something else moves it or was the last that did.
   */
  readonly pointer: Offset | undefined;
  readonly actions: ReadonlySet<Action>;
  /** Where a device aims that has no pointer on the screen, as keys and sticks: there a crosshair is drawn. */
  readonly heading?: number | undefined;
}

/** The controls of a player who has let go of everything. */
export const AT_REST: Controls = { moveX: 0, moveY: 0, aim: undefined, pointer: undefined, actions: new Set() };

export interface Offset {
  /** Right and down positive. */
  readonly dx: number;
  readonly dy: number;
}

export interface ScreenPoint {
  /** CSS pixels within the page. */
  readonly x: number;
  readonly y: number;
}

/** What one device says at a moment. */
export interface Reading {
  readonly moveX: number;
  readonly moveY: number;
  readonly aim: number | undefined;
  /** Of a device that points at a place: where that is from the body, in CSS pixels. */
  readonly pointer?: Offset | undefined;
  /** When it was last touched, in milliseconds: the last one aims. */
  readonly usedAt: number;
}

export type Press = (action: ActionId) => void;

export interface Device {
  /**
   * @param body where the player's body is on the screen
   * @param press call it for each action that is down
   */
  read(now: number, body: ScreenPoint | undefined, press: Press): Reading;
  /** Lets go of everything. */
  release(): void;
  stop(): void;
}

/** A device that can tremble. */
export interface PadDevice extends Device {
  readonly usedAt: number;
  /** @param strength 0 to 1 */
  rumble(strength: number): void;
}
