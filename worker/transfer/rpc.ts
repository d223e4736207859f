/**
 * What a Transfer object answers: one for each transfer code, by the code's first part, for as long as the code can be used. As for
 * matches, a method keeps its name and an answer its shape until no build that knows only the old one can be running.
 */

export interface Offer {
  /** The id of the player that another device is to become. */
  readonly player: string;
  /** Of the player, when the code was made: signing out everywhere ends it. */
  readonly generation: number;
  /** The code's last part. */
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export type Offered = Pick<Offer, "player" | "generation" | "expires">;

export type OfferState = "open" | "taken" | "gone";

export interface TransferRpc extends Rpc.DurableObjectBranded {
  /** @returns false where there is another offer by this name */
  offer(offer: Offer): Promise<boolean>;
  /** What the code offers; undefined where it is not good any more, or never was. A wrong secret counts as a guess. */
  look(secret: string): Promise<Offered | undefined>;
  /** As `look`, and the code is used up. */
  take(secret: string): Promise<Offered | undefined>;
  /** What has become of this player's offer. */
  state(player: string): Promise<OfferState>;
}
