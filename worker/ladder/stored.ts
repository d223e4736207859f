/** A round as a ladder stores it. Players stand in it by their rows, so that a name is changed, or a player erased, in one place. */
import * as v from "valibot";
import { RoundFacts } from "./facts.ts";

const Rating = v.object({ mu: v.number(), sigma: v.number() });

/** What a round was for one of its players. */
export const StoredSeat = v.object({
  /** The number of the player's row. */
  id: v.number(),
  seat: v.number(),
  place: v.number(),
  left: v.boolean(),
  won: v.boolean(),
  before: Rating,
  after: Rating,
  /** For how many rounds the player was rated before this one: in this season, and in all seasons. */
  rounds: v.number(),
  career: v.number(),
});
export type StoredSeat = Readonly<v.InferOutput<typeof StoredSeat>>;

/** In the facts a player is the number of their row, as a text, and has no name. */
const Row = v.object({
  number: v.number(),
  facts: v.pipe(v.string(), v.parseJson(), RoundFacts),
  seats: v.pipe(v.string(), v.parseJson(), v.array(StoredSeat)),
});
export type StoredRound = Readonly<v.InferOutput<typeof Row>>;

/** @throws {Error} the row is not of the form that this code stores */
export const readRound = (row: unknown): StoredRound => v.parse(Row, row);
