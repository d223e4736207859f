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

/** A player that this one has blocked. */
export interface Blocked {
  /** The id. */
  readonly player: string;
  /** What they were called then. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A passkey of a player. */
export interface Passkey {
  /** The credential's id, in base64url. */
  readonly id: string;
  /** COSE, in base64url. */
  readonly publicKey: string;
  /** How often the authenticator has signed, as far as it counts. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** What the player calls it, or what made it. */
  readonly label: string;
  /** Milliseconds since 1970; `used` is missing for one that was never used to sign in. */
  readonly made: number;
  readonly used?: number | undefined;
}

/** A challenge that was answered: it counts once. */
export interface Answered {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** What there is to change of a profile; what is missing stays. */
export interface ProfileChange {
  readonly name?: string | undefined;
  readonly settings?: string | undefined;
}

export interface Profile {
  /** Empty where the player has never told one. */
  readonly name: string;
  /** When the object was made, in milliseconds since 1970. */
  readonly since: number;
  /** Settings that follow the player from device to device, as JSON: what they mean is the client's. */
  readonly settings: string;
  /** Tokens of older generations are good no more. */
  readonly generation: number;
}

/** All that is kept of a player, but what ladders keep. */
export interface KeptPlayer {
  readonly profile: Profile;
  readonly where: Whereabouts;
  readonly blocked: readonly Blocked[];
  readonly passkeys: readonly Passkey[];
}

export interface PlayerRpc extends Rpc.DurableObjectBranded {
  /**
   * From now on the player has something to keep. One who has stays as they are.
   * @param name what they are called, where they have told none yet
   * @returns false for a player who has just been deleted
   */
  keep(name: string, generation: number): Promise<boolean>;
  /** Undefined for a player who has nothing to keep. */
  all(): Promise<KeptPlayer | undefined>;
  profile(): Promise<Profile | undefined>;
  change(change: ProfileChange): Promise<void>;
  /** Tokens of generations before this one are good no more. */
  signOut(generation: number): Promise<void>;
  /** Nothing is kept of the player any more, and for a moment nothing is taken in: requests may be on their way. */
  erase(): Promise<void>;
  /** The player has something to keep from then on. A passkey that is there already is replaced. */
  addPasskey(passkey: Passkey, answered: Answered): Promise<"added" | "full" | "replayed">;
  passkey(id: string): Promise<Passkey | undefined>;
  /** One has signed in with it. @returns false where that can't be: the passkey is gone, has been copied, or the answer is an old one */
  usePasskey(id: string, counter: number, answered: Answered): Promise<boolean>;
  /** @returns false where there is none */
  removePasskey(id: string): Promise<boolean>;
  /** A part of where the player is; undefined: no longer there. Of a player who has nothing to keep nothing is noted. */
  moved<P extends keyof Whereabouts>(part: P, to: Whereabouts[P]): Promise<void>;
  /** The player is not in this match or party any more, should they still be noted as in it. */
  gone(part: "match" | "party", code: string): Promise<void>;
  whereabouts(): Promise<Whereabouts>;
  /**
   * The player waits in this queue from now on, and in no other: pools ask before they make a ticket, so each must hear of the one
   * before it (docs/decisions/queue.md). In one turn, without an await between reading and writing.
   * @returns where they waited until now; undefined where they waited nowhere
   */
  enterQueue(queue: NonNullable<Whereabouts["queue"]>): Promise<Whereabouts["queue"]>;
  /** The player waits in this queue no longer. Where they wait in another one by now (game, mode or region differ) nothing changes. */
  leaveQueue(queue: NonNullable<Whereabouts["queue"]>): Promise<void>;
  /** Ids of players that this one has blocked. */
  blocked(): Promise<readonly string[]>;
  /** The player has something to keep from then on. @returns false where the list is full */
  block(player: string, name: string): Promise<boolean>;
  unblock(player: string): Promise<void>;
}
