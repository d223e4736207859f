/** Every number of a bot's character. Times in ticks, distances in position units, angles in 1/1024 of a turn. */
import { SUB } from "../tuning.ts";

const px = (count: number): number => count * SUB;

export const BOT = {
  /** It looks and aims every so many ticks, and decides where to go every so many, a multiple. Seats take turns. */
  lookEvery: 2,
  thinkEvery: 6,
  /** How far it sees. */
  sight: px(750),
  /** The most that it turns in one look: 250 degrees a second. */
  turn: 48,
  /** It does not correct its aim by less than this. */
  steady: 6,
  /** The aim is off by up to this much, and up to `clumsy` more for the least able. */
  error: 9,
  clumsy: 15,
  /** How long an error lasts: 2 to this power. */
  errorShift: 4,
  /** It fires when the aim is this close to where it wants it. */
  trigger: 22,
  /** The same with a weapon of few shots. */
  careful: 8,
  /** Health below which it goes for help first. */
  hurt: 45,
  /** How far it goes for a weapon, and for health that it could do without. */
  detour: px(800),
  /** How far ahead it looks for walls. */
  ahead: px(56),
  /** It sees shots that will pass within this distance, within so many ticks. */
  alarm: px(46),
  alarmTicks: 14,
  /** It dodges so many in 100 of the shots that it sees. */
  dodges: 55,
} as const;

/** How far from its enemy it wants to be, and the furthest that it fires, by `WEAPON`. */
export const RANGE: readonly { readonly keep: number; readonly fire: number }[] = [
  { keep: px(270), fire: px(620) },
  { keep: px(130), fire: px(300) },
  { keep: px(330), fire: px(560) },
  { keep: px(420), fire: px(740) },
];
