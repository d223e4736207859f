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

export type Joined = { readonly ok: true } | { readonly ok: false; readonly why: "no_party" | "full" | "barred" };

/** All who would play: what a matchmaking ticket for the whole party names. */
export interface Company {
  /** The leader first. */
  readonly members: readonly Coming[];
}

export interface PartyRpc extends Rpc.DurableObjectBranded {
  /** Makes this object the party of `spec`, with one member. @returns false where it is a party already: then nothing changes */
  create(spec: PartySpec, maker: Coming): boolean;
  /** A player comes in, and has a minute to open a socket. */
  join(coming: Coming): Joined;
  info(): PartyInfo | undefined;
  /** The members whose line holds; undefined where this player does not lead the party. @param player the player's id */
  company(player: string): Company | undefined;
  /** The party waits in a queue, or does so no longer. @returns whether this player leads it, so that it counts */
  search(player: string, searching: boolean): boolean;
  /** These members have got seats in a match: they are sent their tickets, by player id. */
  enter(match: { readonly code: string; readonly game: string }, tickets: Readonly<Record<string, string>>): void;
}
