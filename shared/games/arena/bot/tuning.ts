/** Every number of a bot's character. Times in ticks, distances in position units, angles in 1/1024 of a turn. */
import { bySkill, skillOf } from "#shared/sim/index.ts";
import { SUB } from "../tuning.ts";
import type { ArenaWorld } from "../world.ts";

const px = (count: number): number => count * SUB;

/** The same at each level. */
export const BOT = {
  /** It looks and aims every so many ticks, and decides where to go every so many, a multiple. Seats take turns. */
  lookEvery: 2,
  thinkEvery: 6,
  /** It does not correct its aim by less than this. */
  steady: 6,
  /** How long an error lasts: 2 to this power. */
  errorShift: 4,
  /** It fires when the aim is this close to where it wants it. */
  trigger: 22,
  /** The same with a weapon of few shots. */
  careful: 8,
  /** Health below which it goes for help first, and how far it then goes. */
  hurt: 45,
  help: px(1600),
  /** How far ahead it looks for walls. */
  ahead: px(56),
  /** It sees shots that will pass within this distance, within so many ticks. */
  alarm: px(46),
  alarmTicks: 14,
} as const;

/** What a bot's level changes. */
const CHARACTERS = bySkill({
  /** How far it sees. */
  sight: [px(560), px(660), px(750), px(850), px(950)],
  /** The most that it turns in one look; 48: 250 degrees a second. */
  turn: [12, 28, 48, 64, 96],
  /** The aim is off by up to this much, and up to `clumsy` more for the least able. */
  error: [66, 28, 9, 5, 2],
  clumsy: [40, 26, 15, 8, 2],
  /** Of 16 moments in which it could fire it lets so many pass. */
  pauses: [14, 9, 4, 2, 0],
  /** From how far it fires, in percent of its weapon's range. */
  reach: [60, 85, 100, 110, 120],
  /** It dodges so many in 100 of the shots that it sees, and dashes as it does in one of so many thoughts. */
  dodges: [0, 25, 55, 75, 95],
  escapes: [16, 6, 3, 2, 1],
  /** It dashes in so many in 100 of the moments in which it may. */
  dashes: [0, 50, 100, 100, 100],
  /** Of the stick's way it uses so many percent. */
  stick: [60, 80, 100, 100, 100],
  /** How far it goes for a weapon, and for health that it could do without. */
  detour: [0, px(400), px(800), px(1000), px(1200)],
  /** In so many in 100 moments without an errand it seeks an enemy; in the others it goes from place to place. */
  hunts: [75, 85, 100, 100, 100],
  /** A player counts as this much further away than a bot: gentle bots rather fight one another. */
  mercy: [px(900), px(250), 0, 0, 0],
});

export const characterOf = (world: ArenaWorld): (typeof CHARACTERS)[number] => CHARACTERS[skillOf(world)];

/** How far from its enemy it wants to be, and the furthest that a normal one fires, by `WEAPON`. */
export const RANGE: readonly { readonly keep: number; readonly fire: number }[] = [
  { keep: px(270), fire: px(620) },
  { keep: px(130), fire: px(300) },
  { keep: px(330), fire: px(560) },
  { keep: px(420), fire: px(740) },
];
