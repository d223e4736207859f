/** An offer of a player to another device of theirs. Pure. All times are milliseconds since 1970. */
import * as v from "valibot";
import type { Offer, OfferState } from "./rpc.ts";

export const StoredOffer = v.object({
  player: v.string(),
  generation: v.number(),
  secret: v.string(),
  expires: v.number(),
  /** So many wrong secrets have been tried. */
  guesses: v.number(),
  taken: v.boolean(),
});
export type StoredOffer = Readonly<v.InferOutput<typeof StoredOffer>>;

/** How long a code is good. */
export const OFFER_MS = 10 * 60_000;
/** So many wrong secrets end an offer. */
export const MOST_GUESSES = 5;

export const newOffer = (offer: Offer): StoredOffer => ({ ...offer, guesses: 0, taken: false });

export function stateOf({ expires, guesses, taken }: StoredOffer, now: number): OfferState {
  if (taken) return "taken";
  return now < expires && guesses < MOST_GUESSES ? "open" : "gone";
}

/** The texts are compared in the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

/** Tries a secret. @returns what becomes of the offer, and whether the secret opens it */
export function guess(offer: StoredOffer, secret: string, now: number): { offer: StoredOffer; isRight: boolean } {
  if (stateOf(offer, now) !== "open") return { offer, isRight: false };
  if (isSame(offer.secret, secret)) return { offer, isRight: true };
  return { offer: { ...offer, guesses: offer.guesses + 1 }, isRight: false };
}
