/** Sounds that come from a place: where it is, how far, and whose they are, is heard. */
import type { Hearing } from "../../sound/sounds.ts";
import type { Point, Stage } from "../game-view.ts";

/** World pixels from the ear within which a sound is in the middle: then it moves to the side where it comes from. */
const MIDDLE = 60;
/** Beyond this, in world pixels, a sound is only from its side. */
const SIDE = 420;
/** How far to the side at most: all of it in one ear is unpleasant. */
const MOST = 0.85;
/** World pixels beyond which a sound is far away, and from which on little is left of it. */
const NEAR = 650;
const GONE = 1700;

export interface Source {
  /** 0 to 1, at the place that it comes from. */
  readonly loud?: number | undefined;
  /** World pixels at which it is half as loud; by default it is as loud everywhere, and never far. */
  readonly half?: number;
  /** Whether it is of the player whose ears these are. */
  readonly own?: boolean;
}

export function hearingOf(
  { x, y }: Point,
  ear: Point,
  { loud = 1, half = Number.POSITIVE_INFINITY, own = false }: Source,
): Required<Hearing> {
  const [dx, dy] = [x - ear.x, y - ear.y];
  const distance = Math.hypot(dx, dy);
  const aside = Math.max(0, Math.min(1, (distance - MIDDLE) / (SIDE - MIDDLE)));
  const pan = distance === 0 ? 0 : (dx / distance) * aside * MOST;
  // Where a sound is as loud everywhere, the whole world is near: all of it is on the screen.
  const fades = !own && half < Number.POSITIVE_INFINITY;
  const far = fades ? Math.max(0, Math.min(1, (distance - NEAR / 2) / (GONE - NEAR / 2))) : 0;
  const whose = own ? "own" : fades && distance > NEAR ? "far" : "near";
  return { loud: loud / (1 + distance / half), pan, far, whose };
}

export function playAt(
  { sounds, ear }: Pick<Stage, "sounds" | "ear">,
  name: string,
  at: Point,
  source: Source = {},
): void {
  sounds.play(name, hearingOf(at, ear, source));
}
