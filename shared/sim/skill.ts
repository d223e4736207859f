/**
 * How strong bots are. A game spreads `skillSettings` and, in the table of its round, `skillColumns`; it looks a bot's
 * numbers up by `skillOf`, and tells `learn` of each success of players against bots, and of bots against players.
 */
import { discrete } from "./columns.ts";
import type { Setting } from "./settings.ts";

/** The level at which bots begin gently, and grow with the success of the players. */
export const GROWING = 5;

/** One step of `botLevel` in the units of a skill. */
const STEP = 25;
const MOST_SKILL = 4 * STEP;

/** What a success of the players adds to the skill of growing bots, and one of the bots takes off it. */
const GROWTH = { won: 7, lost: 6 } as const;

export const skillSettings = {
  /** How strong bots are. */
  botLevel: {
    min: 0,
    max: GROWING,
    default: 2,
    title: "Bots",
    choices: ["Gentle", "Easy", "Normal", "Hard", "Fierce", "Growing"],
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** Columns of the table of the round. */
export const skillColumns = {
  /** The skill that growing bots have reached, 0 to 100; it goes on in a rematch. */
  grown: discrete(),
} as const;

interface SkillWorld {
  readonly config: { readonly botLevel: number };
  readonly round: { grown: number };
}

/** The skill of the bots: 0 = gentle, 50 = normal, 100 = fierce. */
export const skillOf = ({ config, round }: SkillWorld): number =>
  config.botLevel === GROWING ? round.grown : config.botLevel * STEP;

/**
 * A player has had a success against a bot, or a bot against a player.
 * @param won whether the player had it
 */
export function learn({ round }: SkillWorld, won: boolean): void {
  const grown = round.grown + (won ? GROWTH.won : -GROWTH.lost);
  round.grown = Math.min(MOST_SKILL, Math.max(0, grown));
}

/** A number for each of the five levels, from gentle to fierce. */
export type ByLevel = readonly [gentle: number, easy: number, normal: number, hard: number, fierce: number];

/** Numbers by level, and between two levels in a line, rounded down: by skill, 0 to 100. */
export function bySkill<K extends string>(
  levels: Readonly<Record<K, ByLevel>>,
): readonly Readonly<Record<K, number>>[] {
  return Array.from({ length: MOST_SKILL + 1 }, (_, skill) => {
    const level = Math.min(3, Math.trunc(skill / STEP));
    const above = skill - level * STEP;
    const between = (numbers: ByLevel) =>
      Math.trunc((numbers[level] * (STEP - above) + numbers[level + 1] * above) / STEP);
    const names = Object.keys(levels) as K[];
    return Object.fromEntries(names.map((name) => [name, between(levels[name])])) as Record<K, number>;
  });
}
