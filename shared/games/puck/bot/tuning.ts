/** Every number of a bot's character. Times in ticks, distances in position units. */
import { bySkill, skillOf } from "#shared/sim/index.ts";
import { SUB } from "../tuning.ts";
import type { PuckWorld } from "../world.ts";

const px = (count: number): number => count * SUB;

/** The same at each level. */
export const BOT = {
  /** How finely it sees the puck's way. */
  glance: 6,
  /** How long a misjudgement lasts: 2 to this power. */
  errorShift: 6,
  dashReach: px(120),
  /** How far before its goal the keeper stands, and the others. */
  keeper: px(84),
  field: px(290),
  /** A player as near to the puck counts as this much further away, for the player may not go for it. */
  courtesy: px(70),
  /** How wide it goes around a puck that it is in front of. */
  detour: px(64),
} as const;

/** What a bot's level changes. */
const CHARACTERS = bySkill({
  /** It decides every so many ticks. Of each team one bot does so in the same tick, so that no team is ahead. */
  thinkEvery: [18, 11, 6, 5, 4],
  /** How far ahead it sees the puck's way. */
  foresight: [6, 24, 54, 66, 78],
  /** Of the stick's way it uses so many percent. */
  stick: [30, 60, 100, 100, 100],
  /** It misjudges where to meet the puck by up to this much, and where it aims at by so much. */
  error: [px(34), px(24), px(14), px(8), px(4)],
  stray: [px(260), px(170), px(100), px(70), px(50)],
  /** As a keeper it stands wrong by up to this much. */
  blunder: [px(170), px(95), px(50), px(28), px(10)],
  /** From nearer than this to where it wants to be it slows down. */
  ease: [px(90), px(64), px(46), px(38), px(30)],
  /** Of 8 chances to dash at the puck it takes so many. */
  dashes: [0, 1, 3, 5, 7],
});

export type Character = (typeof CHARACTERS)[number];

export const characterOf = (world: PuckWorld): Character => CHARACTERS[skillOf(world)];
