/**
 * What a Player object answers: one for each player who has something to keep, by the player's id. As for matches, a method keeps
 * its name and an answer its shape until no build that knows only the old one can be running.
 */

/** Where a player is now. Each is missing where they are in none. */
export interface Whereabouts {
  readonly match?: { readonly code: string; readonly game: string; readonly at: number } | undefined;
  readonly queue?:
    | { readonly game: string; readonly mode: string; readonly region: string; readonly at: number }
    | undefined;
  readonly party?: { readonly code: string; readonly at: number } | undefined;
}

export interface PlayerRpc extends Rpc.DurableObjectBranded {
  /** A part of where the player is; undefined: no longer there. */
  moved<P extends keyof Whereabouts>(part: P, to: Whereabouts[P]): Promise<void>;
  whereabouts(): Promise<Whereabouts>;
  /**
   * The player waits in this queue from now on, and in no other: pools ask before they make a ticket, so each must hear of the one
   * before it (docs/decisions/queue.md). In one turn, without an await between reading and writing.
   * @returns where they waited until now; undefined where they waited nowhere
   */
  enterQueue(queue: NonNullable<Whereabouts["queue"]>): Promise<Whereabouts["queue"]>;
  /** The player waits in this queue no longer. Where they wait in another one by now (game, mode or region differ) nothing changes. */
  leaveQueue(queue: NonNullable<Whereabouts["queue"]>): Promise<void>;
  /** Ids of players whom this one has blocked. */
  blocked(): Promise<readonly string[]>;
  /** @returns false where the list is full */
  block(player: string, name: string): Promise<boolean>;
  unblock(player: string): Promise<void>;
}
