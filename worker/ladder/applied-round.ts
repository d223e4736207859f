/** A round, and what it made of its players' ratings: as those who verify a ladder get it. docs/LADDERS.md, "Verifying" */
import * as v from "valibot";
import { RoundFacts } from "./facts.ts";

const Rating = v.object({ mu: v.number(), sigma: v.number() });

export const AppliedRound = v.object({
  /** From 1 up, in the order in which rounds were applied. */
  number: v.number(),
  /** With the names that players have now; an erased player has an id of the ladder's own. */
  facts: RoundFacts,
  ratings: v.array(v.object({ player: v.string(), before: Rating, after: Rating })),
});
export type AppliedRound = Readonly<v.InferOutput<typeof AppliedRound>>;

/** `GET /api/ladders/GAME/MODE/rounds` */
export const RoundsPage = v.object({
  game: v.string(),
  mode: v.string(),
  season: v.string(),
  rounds: v.array(AppliedRound),
  /** The `from` of the next page; missing where there is none. */
  next: v.optional(v.number()),
});
export type RoundsPage = Readonly<v.InferOutput<typeof RoundsPage>>;
