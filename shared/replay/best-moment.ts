/** A player's best moment in a round: where most that is remarkable comes together. */
import * as v from "valibot";

/** What is remarkable fades within so many seconds. */
const FADE_S = 5;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The tick of the last remarkable thing and how much was together then; and the same of the best moment so far. */
export const BestMoment = v.pipe(v.tuple([Count, v.number(), Count, v.number()]), v.readonly());
export type BestMoment = v.InferOutput<typeof BestMoment>;

/** @param worth of what was done in this tick, above 0 @returns the best moment from now on */
export function withMoment(before: BestMoment | undefined, tick: number, worth: number, tickRate: number): BestMoment {
  const [lastTick, last, bestTick, best] = before ?? [tick, 0, tick, 0];
  const now = Math.max(0, last - (tick - lastTick) / (FADE_S * tickRate)) + worth;
  return now > best ? [tick, now, tick, now] : [tick, now, bestTick, best];
}

export const tickOf = (moment: BestMoment | undefined): number | undefined => moment?.[2];
