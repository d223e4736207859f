/** Every number of a bot's character. Times in ticks, distances in position units. */
import { SUB } from "../tuning.ts";

const px = (count: number): number => count * SUB;

export const BOT = {
  /** It decides every so many ticks. Seats take turns. */
  thinkEvery: 6,
  /** How far ahead it sees the puck's way, and how finely. */
  foresight: 54,
  glance: 6,
  /** It misjudges where to meet the puck by up to this much, and where it aims at by so much. */
  error: px(14),
  stray: px(100),
  /** As a keeper it stands wrong by up to this much. */
  blunder: px(50),
  /** How long a misjudgement lasts: 2 to this power. */
  errorShift: 6,
  /** From nearer than this to where it wants to be it slows down. */
  ease: px(46),
  /** Of 8 chances to dash at the puck it takes so many. */
  dashes: 3,
  dashReach: px(120),
  /** How far before its goal the keeper stands, and the others. */
  keeper: px(84),
  field: px(290),
  /** A player as near to the puck counts as this much further away, for the player may not go for it. */
  courtesy: px(70),
  /** How wide it goes around a puck that it is in front of. */
  detour: px(64),
} as const;
