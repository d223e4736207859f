/** What the Party object is told of a member who opens a socket, and the header that tells it: one that no client can set. */
import * as v from "valibot";
import { LOCAL, REGIONS } from "../regions.ts";

export const PartyArrival = v.object({
  /** The player's id. */
  player: v.string(),
  /** The player has something to keep. */
  kept: v.optional(v.boolean(), false),
  /** Stands for the player's network; undefined where matches are not counted by network. */
  address: v.optional(v.string()),
  /** Where matches are opened for the player. */
  region: v.optional(v.picklist(REGIONS), LOCAL),
  /** The round trips that the player has measured, in milliseconds by region. The player says them anew on each socket. */
  rtt: v.optional(v.record(v.string(), v.number()), {}),
});
export type PartyArrival = Readonly<v.InferOutput<typeof PartyArrival>>;

export const PARTY_ARRIVAL_HEADER = "x-scrim-member";

export const writePartyArrival = (arrival: Omit<PartyArrival, "rtt">): string => JSON.stringify(arrival);

/** @throws {Error} the Worker has sent none, or another version of it */
export const readPartyArrival = ({ headers }: Request): PartyArrival =>
  v.parse(PartyArrival, JSON.parse(headers.get(PARTY_ARRIVAL_HEADER) ?? "null"));
