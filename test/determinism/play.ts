/** A random match from one seed: the same in every JavaScript engine, or the rules are at fault. */
import {
  type AnyGame,
  advance,
  type Layout,
  plan,
  Random,
  seededNature,
  setUp,
  type WorldBase,
} from "#shared/sim/index.ts";
import { RandomInputs } from "./inputs.ts";

/** The fewest and the most seats, where the game allows. */
const SEATS = { least: 2, most: 8 } as const;

/** What a match draws from before it begins, and while it is played: apart from the world's own generator. */
const SETTINGS_SALT = 0x5e77;
const INPUTS_SALT = 0x4a2d5;

const generator = (seed: number, salt: number): Random => new Random({ seed: Math.imul(seed, salt) ^ salt, draws: 0 });

/** A mode of the game, and each other setting at its least, as usual, or up to twice that. */
function settings(game: AnyGame, random: Random): Record<string, number> {
  const modes = Object.values(game.modes);
  const chosen: Record<string, number> = {};
  for (const [name, { min, max, default: usual }] of Object.entries(game.settings)) {
    const most = Math.min(max, Math.max(min, usual * 2));
    chosen[name] = [min, usual, random.between(min, most)][random.below(3)];
  }
  const { min, max } = game.settings.seats;
  chosen.seats = random.between(Math.max(min, SEATS.least), Math.min(max, Math.max(min, SEATS.most)));
  return { ...chosen, ...modes[random.below(modes.length)]?.settings };
}

/** The layout of the match of this seed. */
export const layoutOf = (game: AnyGame, seed: number): Layout =>
  plan(game, settings(game, generator(seed, SETTINGS_SALT)));

/** Plays a match; `each` is called with its world as it was set up, tick 0, and then after every tick. */
export function play(game: AnyGame, seed: number, ticks: number, each: (world: WorldBase) => void): void {
  const world = setUp(layoutOf(game, seed), seed);
  const inputs = new RandomInputs(world, generator(seed, INPUTS_SALT));
  const nature = seededNature(seed);
  each(world);
  for (let tick = 1; tick <= ticks; tick++) {
    inputs.decide(world);
    advance(world, inputs.table, nature);
    each(world);
  }
}

export type Play = typeof play;
