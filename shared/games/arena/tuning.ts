/**
 * Every number of the game's feel.
 *
 * Units: positions in 1/16 pixel (`SUB` to the pixel), speeds in 1/16 pixel a tick, times in ticks,
 * 30 a second. So 10 px a tick is 300 px/s.
 */

export const TICK_RATE = 30;
/** Position units in a pixel. */
export const SUB = 16;

export const seconds = (count: number): number => Math.trunc(count * TICK_RATE);
const px = (count: number): number => Math.trunc(count * SUB);

export const BODY = {
  radius: px(20),
  hp: 100,
  /** 300 px/s. */
  topSpeed: px(10),
  /** The most that the velocity changes in a tick: top speed in 5 ticks. */
  acceleration: px(2),
  /** The same above top speed, where a dash or a blast has thrown the body. */
  brake: px(5),
  /** Blasts together give no component of a velocity more than this. */
  limit: px(32),
} as const;

export const DASH = { speed: px(30), ticks: 5, cooldown: seconds(1.5) } as const;

export const WEAPON = { blaster: 0, scatter: 1, rocket: 2, rail: 3 } as const;

export interface Weapon {
  /** Shots in the magazine (blaster), or in a pickup (the others). */
  readonly ammo: number;
  /** Ticks between two shots. */
  readonly cooldown: number;
  /** Ticks to fill the magazine; 0 = when it is empty the blaster comes back. */
  readonly reload: number;
  /** Of its shots; 0 for a ray. */
  readonly speed: number;
  readonly damage: number;
  /** How far its ray reaches, which is there at once; 0 = it sends off shots that fly. */
  readonly ray: number;
  /** Ticks a shot flies. */
  readonly flight: number;
  /** The shot's or the ray's own radius. */
  readonly radius: number;
  readonly pellets: number;
  /** Angle between two pellets. */
  readonly fan: number;
  /** Each pellet strays by up to this angle to either side. */
  readonly stray: number;
  /** How far its blast reaches; 0 = none. */
  readonly blast: number;
}

/** By `WEAPON`. */
export const WEAPONS: readonly Weapon[] = [
  {
    ammo: 8,
    cooldown: 7,
    reload: seconds(1.2),
    speed: px(24),
    damage: 20,
    ray: 0,
    flight: 40,
    radius: px(5),
    pellets: 1,
    fan: 0,
    stray: 4,
    blast: 0,
  },
  {
    ammo: 7,
    cooldown: 24,
    reload: 0,
    speed: px(28),
    damage: 11,
    ray: 0,
    flight: 12,
    radius: px(4),
    pellets: 6,
    fan: 14,
    stray: 6,
    blast: 0,
  },
  {
    ammo: 4,
    cooldown: 27,
    reload: 0,
    speed: px(18),
    damage: 40,
    ray: 0,
    flight: 75,
    radius: px(8),
    pellets: 1,
    fan: 0,
    stray: 0,
    blast: px(110),
  },
  {
    ammo: 5,
    cooldown: seconds(1.3),
    reload: 0,
    speed: 0,
    damage: 55,
    ray: px(2000),
    flight: 0,
    radius: px(3),
    pellets: 0,
    fan: 0,
    stray: 0,
    blast: 0,
  },
];

/** The blast of a rocket, on top of its direct hit. It falls off in a line to nothing at its reach. */
export const BLAST = {
  damage: 50,
  /** The part of the damage that the player who fired takes, in percent. */
  selfPercent: 50,
  /** Speed that the blast gives to a body at its centre. */
  push: px(18),
} as const;

/** Kinds of pickups. */
export const PICKUP = { health: 0, scatter: 1, rocket: 2, rail: 3 } as const;

export const PICKUPS = {
  /** How near the body's centre must come. */
  reach: px(36),
  heal: 50,
  /** Ticks until it is back, by `PICKUP`. */
  respawn: [seconds(12), seconds(10), seconds(18), seconds(20)],
} as const;

export const SPAWN = {
  /** Ticks from death to the next life. */
  delay: seconds(2),
  /** A player who leaves within so many ticks of a hit counts as killed by the player who hit them. */
  credit: seconds(6),
  /** Ticks of protection; the first shot, dash or pickup ends it. */
  shield: seconds(2.5),
  /** Spawn points to compare at a respawn. */
  candidates: 12,
} as const;

export const ROUND = {
  countdown: seconds(3),
  /** Overtime after a tie at the time limit; the first lead wins. */
  overtime: seconds(60),
} as const;
