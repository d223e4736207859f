/** What a connection of the playground is to be: to which match, as which role, and what it offers in the handshake. */

import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { watchMatch } from "#client/net/operator-api.ts";
import type { Admission } from "#shared/protocol/index.ts";

export type Target =
  /** A match that is there. */
  | { readonly kind: "code"; readonly code: string }
  /** The same by its object's id, as the monitor names it: for an operator only. */
  | { readonly kind: "object"; readonly id: string }
  /** A new match, which is not listed. */
  | {
      readonly kind: "new";
      readonly game: string;
      readonly mode: string;
      readonly settings: Readonly<Record<string, number>>;
    }
  /** The match that quick play finds, or opens. */
  | { readonly kind: "quick"; readonly game: string; readonly mode: string };

export interface Wanted {
  readonly target: Target;
  readonly role: "player" | "spectator" | "operator";
  /** A player's. */
  readonly name: string;
  /** The edition of the protocol that is offered. */
  readonly edition: number;
  /** Offers the game's rules, and so gets the rules stream. */
  readonly rules: boolean;
}

/** What opens the socket. */
export interface Entry {
  readonly ticket: string;
  /** Where the socket is, such as `/ws/CODE`. */
  readonly path: string;
  /** Undefined where the server does not say it. */
  readonly game: string | undefined;
  /** The match's code; undefined for an operator, who does not learn it. */
  readonly code: string | undefined;
}

export interface Asking {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What comes before "/api": empty in a page of the same server. */
  readonly base: string;
}

/** Asks for tickets, as one player of its own: the player of this browser has nothing to do with it. */
export class Doorman {
  readonly #api: Api;
  /** Where a spectator opens a match, it is for another player: a player can't watch their own match live. */
  readonly #opener: Api;
  /** The match that has been found or opened: it is come back to. */
  #code: string | undefined;

  constructor({ fetch, base }: Asking) {
    const make = () => new Api({ fetch, base, identity: ownIdentity(), game: "" });
    this.#api = make();
    this.#opener = make();
  }

  /**
   * A ticket, for one socket.
   * @throws {ApiFailure} the server refuses it, or does not answer
   * @throws the signal's reason
   */
  async ask({ target, role, name }: Wanted, signal: AbortSignal): Promise<Entry> {
    const api = this.#api.until(signal);
    if (target.kind === "object") {
      const { ticket, game, path } = await watchMatch(api, target.id);
      return { ticket, game, path, code: undefined };
    }
    const code = this.#code ?? (target.kind === "code" ? target.code : undefined);
    if (code !== undefined) {
      return this.#entry(await (role === "player" ? api.rejoin(code, name) : api.watch(code)));
    }
    if (target.kind === "code") throw new RangeError("a target by its code has one");
    const asks = role === "player" ? api : this.#opener.until(signal);
    const { mode, game } = target;
    const opened =
      target.kind === "new"
        ? await asks.createMatch(name, mode, target.settings, game)
        : await asks.play(name, mode, game);
    return this.#entry(role === "player" ? opened : await api.watch(opened.code));
  }

  #entry({ ticket, code, game }: Admission): Entry {
    this.#code = code;
    return { ticket, path: `/ws/${code}`, game, code };
  }
}
