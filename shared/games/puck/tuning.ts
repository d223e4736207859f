/**
 * Every number of the game's feel.
 *
 * Units: positions in 1/256 pixel (`SUB` to the pixel), speeds in 1/256 pixel a tick, times in ticks, 60 a second.
 * So 5 px a tick is 300 px/s. Masses are relative; a bounce is the percentage of the speed that is left after it.
 */

export const TICK_RATE = 60;
/** Position units in a pixel. */
export const SUB = 256;

export const seconds = (count: number): number => Math.trunc(count * TICK_RATE);
const px = (count: number): number => Math.trunc(count * SUB);

export const RINK = {
  width: px(960),
  height: px(432),
  /** Radius of the rounded corners. */
  corner: px(100),
  /** Half of a goal's width, in the middle of each short side. */
  mouth: px(76),
  /** How far a goal reaches behind the line. */
  depth: px(48),
  /** How far beyond the middle line a paddle may go. */
  beyond: px(90),
} as const;

export const PADDLE = {
  radius: px(26),
  mass: 4,
  /** 420 px/s. */
  topSpeed: px(7),
  /** The most that the velocity changes in a tick: top speed in a fifth of a second. */
  acceleration: px(0.6),
  /** The same while the stick rests: it glides. */
  glide: px(0.2),
  /** The same above top speed, where a dash or a knock has thrown it. */
  brake: px(0.7),
  /** Off another paddle. */
  bounce: 70,
} as const;

export const DASH = { speed: px(13), ticks: 8, cooldown: seconds(1.2) } as const;

export const PUCK = {
  radius: px(15),
  mass: 1,
  /** 1260 px/s. */
  limit: px(21),
  /** Of its speed it loses one part in so many each tick. */
  friction: 280,
  /** The same behind a goal's line: the net. */
  net: 6,
  /** A goal leaves one part in so many of its speed. */
  caught: 6,
  /** Off walls, posts and paddles. */
  bounce: 90,
  /** Slower than this it counts as still; after so many ticks of that it is sent to the middle at `nudge`. */
  still: px(0.5),
  patience: seconds(4),
  nudge: px(6),
} as const;

/** A seat that a player gives up has no paddle for so long: a skater is home from anywhere by then. */
export const ENTRY = { delay: seconds(2) } as const;

/** The most that anything moves before contacts are looked for: less than half of the puck's radius. */
export const STRIDE = px(6);

/** A weaker contact than this is neither seen nor heard. */
export const KNOCK = px(1);

export const ROUND = {
  /** Before the first face-off of a match, and before each further one. */
  countdown: seconds(3),
  faceOff: seconds(1.5),
  /** From a goal to the next face-off. */
  cheer: seconds(2),
  /** Overtime after a tie at the time limit; the first goal wins. */
  golden: seconds(60),
  /** How far the puck of a face-off lies from the middle line, on the side of the team that conceded the goal. */
  offside: px(90),
} as const;
