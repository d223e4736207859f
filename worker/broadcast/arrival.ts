/** What an object is told of a client that opens a socket, and the header that tells it: one that no client can set. */
import * as v from "valibot";
import { Since } from "#shared/protocol/index.ts";
import { Claims } from "../auth/claims.ts";

/** A relay: which one, of which match. */
export const RelayPlace = v.object({ code: v.string(), relay: v.number() });
export type RelayPlace = Readonly<v.InferOutput<typeof RelayPlace>>;

/** What the ticket says, and what the client can do. */
export const Arrival = v.object({
  ...Claims.entries,
  /** The rules that the client has, by `ruleName`. */
  rules: v.array(v.string()),
  /** The edition of the protocol that the client speaks. */
  edition: v.number(),
  /** The world that the client still holds, if it has been here before. */
  since: v.optional(Since),
  /** The relay that the client has come to; undefined at the match itself. */
  place: v.optional(RelayPlace),
});
export type Arrival = Readonly<v.InferOutput<typeof Arrival>>;

export const ARRIVAL_HEADER = "x-scrim-arrival";

/** As JSON in ASCII alone: a header cannot carry names of all scripts. */
export function writeArrival(arrival: Arrival): string {
  return JSON.stringify(arrival).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** @throws {Error} the Worker has sent no arrival, or another version of it */
export const readArrival = ({ headers }: Request): Arrival =>
  v.parse(Arrival, JSON.parse(headers.get(ARRIVAL_HEADER) ?? "null"));
