/** Points and tiers: a rating as people see it. docs/LADDERS.md, "Points and tiers" */
import { type Grade, PLACEMENT_ROUNDS } from "#shared/protocol/ladder.ts";
import type { Rating } from "../pairing/ticket.ts";

/** A player's skill is above this many σ below μ with a probability of 99.9%. */
const CAUTION = 3;
/** Points for each of openskill's: whole points, of which a round moves some dozens. */
const SCALE = 40;

const METALS = ["Bronze", "Silver", "Gold", "Platinum", "Diamond"] as const;
/** Divisions of a metal, the lowest number the best. */
const DIVISIONS = 3;
const DIVISION_POINTS = 100;
/** From here on there is no next tier. */
const HIGHEST = "Master";
export const HIGHEST_POINTS = METALS.length * DIVISIONS * DIVISION_POINTS;

/** Whole points from 0 up: what the player's skill is at least. A newcomer has 0. */
export const pointsOf = ({ mu, sigma }: Rating): number => Math.max(0, Math.round(SCALE * (mu - CAUTION * sigma)));

/** @param step of the divisions of all metals, from the lowest one up */
function tierName(step: number): string {
  const metal = METALS.at(Math.floor(step / DIVISIONS));
  return step >= METALS.length * DIVISIONS || metal === undefined
    ? HIGHEST
    : `${metal} ${DIVISIONS - (step % DIVISIONS)}`;
}

/** @param points whole, from 0 up */
export function tierOf(points: number): Pick<Grade, "tier" | "progress" | "next"> {
  if (points >= HIGHEST_POINTS) return { tier: HIGHEST, progress: 1 };
  const step = Math.floor(points / DIVISION_POINTS);
  const progress = (points - step * DIVISION_POINTS) / DIVISION_POINTS;
  return { tier: tierName(step), progress, next: tierName(step + 1) };
}

/** @param rounds that the player has been rated for in this season */
export function gradeOf(rating: Rating, rounds: number): Grade {
  const points = pointsOf(rating);
  return { points, ...tierOf(points), placement: Math.max(0, PLACEMENT_ROUNDS - rounds) };
}
