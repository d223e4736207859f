/**
 * What the Party object answers to the Worker and to other objects. As for matches, a method keeps its name and an answer its shape
 * until no build that knows only the old one can be running.
 */
import type { PartyInfo } from "#shared/protocol/party.ts";

export interface Coming {
  /** The player's id. */
  readonly player: string;
  readonly name: string;
}

export interface PartySpec {
  readonly code: string;
  readonly game: string;
  readonly mode: string;
}

/** The queue has found a match for the party. */
export interface FoundMatch {
  /** Of the search that has found it: a party that searches anew since is not moved. */
  readonly search: string;
  readonly code: string;
  readonly game: string;
  /** The ids of the members who have a seat in it. */
  readonly players: readonly string[];
}

export type Joined =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "no_party" | "full" | "barred" | "updated" };

export interface PartyRpc extends Rpc.DurableObjectBranded {
  /** Makes this object the party of `spec`, with one member. @returns false where it is a party already: then nothing changes */
  create(spec: PartySpec, maker: Coming): boolean;
  /** A player comes in, and has a minute to open a socket. */
  join(coming: Coming): Promise<Joined>;
  /** @param asker the id of the player who asks */
  info(asker?: string): PartyInfo | undefined;
  /**
   * The pool in whose queue it waits has a match for it. Told again, it changes nothing.
   * @returns false: the party is just on its way into the queue, so tell it again in a moment
   */
  found(match: FoundMatch): boolean;
}
