/**
 * Aiming with keys: each key stands for a direction, and the aim turns there smoothly while it is held, slowly at first so that a
 * tap is a small correction. Another key turns to the nearest rival that is on the screen: at the same speed, to where it is and
 * not to where it will be. It only does with keys what a hand does with a mouse.
 */
import type { ScreenPoint } from "./controls.ts";

/** Degrees a second, at a setting of 0 and of 1. */
const SLOW = 120;
const FAST = 960;
/** Milliseconds until it turns at its full speed, and the share of it at which it begins. */
const RAMP = 160;
const GENTLE = 0.25;
/** The longest time between two frames that counts, in milliseconds: after a stall the aim does not leap. */
const STALL = 100;

const TURN = 2 * Math.PI;

/** The way from one angle to another, the short way round: -π to π. */
export const between = (from: number, to: number): number => {
  const way = (((to - from) % TURN) + TURN) % TURN;
  return way > Math.PI ? way - TURN : way;
};

/** Radians a second. @param turning the setting, 0 to 1 */
export const speedOf = (turning: number): number => (SLOW * (FAST / SLOW) ** turning * Math.PI) / 180;

/** Which aim keys are down: right and down positive. */
export interface AimKeys {
  readonly x: number;
  readonly y: number;
  readonly face: boolean;
}

export interface AimSettings {
  readonly turning: number;
  /** The aim goes where one moves while no key aims. */
  readonly aimFollows: boolean;
}

export class KeyAim {
  #aim: number | undefined;
  #heldSince: number | undefined;
  #readAt = 0;
  /** When a key aimed last, in milliseconds; 0 before that. */
  usedAt = 0;

  /**
   * Answers where the keys aim; undefined while they do not.
   * @param last where the player aimed last, with any device
   * @param body where the player's body is on the screen
   * @param nearest where the rival is that is next to it
   */
  read(
    now: number,
    { x, y, face }: AimKeys,
    { turning, aimFollows }: AimSettings,
    last: number,
    body: ScreenPoint | undefined,
    nearest: () => ScreenPoint | undefined,
  ): number | undefined {
    const ms = Math.max(0, Math.min(STALL, now - this.#readAt));
    this.#readAt = now;
    if (x === 0 && y === 0 && !face) {
      this.#heldSince = undefined;
      if (aimFollows) this.#aim = undefined;
      return this.#aim;
    }
    // What another device has aimed at meanwhile is where it goes on.
    const from = this.#heldSince === undefined ? last : (this.#aim ?? last);
    this.#heldSince ??= now;
    this.usedAt = now;
    const wanted = x !== 0 || y !== 0 ? Math.atan2(y, x) : directionTo(body, nearest());
    const share = Math.min(1, GENTLE + ((1 - GENTLE) * (now - this.#heldSince)) / RAMP);
    const most = (speedOf(turning) * share * ms) / 1000;
    const way = wanted === undefined ? 0 : between(from, wanted);
    this.#aim = from + Math.max(-most, Math.min(most, way));
    return this.#aim;
  }

  /** The keys are let go; where they aimed stays. */
  release(): void {
    this.#heldSince = undefined;
  }
}

const directionTo = (body: ScreenPoint | undefined, at: ScreenPoint | undefined): number | undefined =>
  body && at && Math.atan2(at.y - body.y, at.x - body.x);
