/** The people of a simulated game: how well they play, how well that is known, and where they live. */
import type { Rating } from "#worker/pairing/ticket.ts";
import type { Dice } from "./dice.ts";

export interface Person {
  readonly id: string;
  /** How well they play: what the rating estimates. */
  readonly truth: number;
  readonly rating: Rating;
  /** How many rounds they have been rated for; undefined where a log does not say it. */
  readonly rounds?: number | undefined;
  readonly rtt: Readonly<Record<string, number>>;
  /** Whom they met lately, the latest first. */
  met: readonly string[];
}

/** Where regions lie, as if the world were flat: 1 is about a millisecond of RTT. */
const PLACES: Readonly<Record<string, readonly [x: number, y: number]>> = {
  wnam: [0, 0],
  enam: [65, 5],
  sam: [95, 110],
  weur: [150, -10],
  eeur: [180, -15],
  me: [230, 20],
  afr: [190, 130],
  apac: [330, 10],
  oc: [360, 140],
};

export const REGION_NAMES: readonly string[] = Object.keys(PLACES);

/** The least and the most time to the nearest region, and how much longer a way is than its line. */
const HOME_MS = [8, 45] as const;
const DETOUR = [1, 1.4] as const;
/** How many players a person remembers to have met. */
const MOST_MET = 20;

export interface Population {
  readonly people: number;
  /** The deviation of skill about 25; openskill's prior has 25/3. */
  readonly skill: number;
  /** The share of people by region. */
  readonly regions: Readonly<Record<string, number>>;
}

function rttFrom(home: string, regions: readonly string[], dice: Dice): Record<string, number> {
  const [x, y] = PLACES[home];
  const last = dice.between(...HOME_MS);
  const reach = (region: string) => Math.hypot(PLACES[region][0] - x, PLACES[region][1] - y) * dice.between(...DETOUR);
  return Object.fromEntries(regions.map((region) => [region, Math.round(last + reach(region))]));
}

/** A rating as play of so many rounds leaves it: what it does not know of the skill is its σ. */
function ratingOf(deviation: number, rounds: number, dice: Dice): Pick<Person, "rating" | "truth" | "rounds"> {
  const sigma = deviation / Math.sqrt(1 + rounds / 4);
  const mu = dice.normal(25, Math.sqrt(Math.max(0, deviation * deviation - sigma * sigma)));
  return { rating: { mu, sigma }, truth: dice.normal(mu, sigma), rounds };
}

export function populate({ people, skill, regions }: Population, dice: Dice): Person[] {
  const names = Object.keys(regions);
  const total = names.reduce((sum, name) => sum + regions[name], 0);
  const home = (): string => {
    let at = dice.unit() * total;
    for (const name of names) {
      at -= regions[name];
      if (at < 0) return name;
    }
    return names[0];
  };
  return Array.from({ length: people }, (_, n) => ({
    id: `p${n}`,
    ...ratingOf(skill, Math.floor(dice.wait(40)), dice),
    rtt: rttFrom(home(), names, dice),
    met: [],
  }));
}

/** All have met one another in a match. */
export function remember(together: readonly Person[]): void {
  for (const person of together) {
    const others = together.filter((one) => one !== person).map(({ id }) => id);
    person.met = [...others, ...person.met.filter((id) => !others.includes(id))].slice(0, MOST_MET);
  }
}
