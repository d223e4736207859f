/** The player that a client is to the server: docs/HTTP.md, "Admissions". */
import type { Admission } from "#shared/protocol/index.ts";

/** Asks for what comes with a player token, such as admission. @param token undefined for a new player */
export type AskIn<T extends { readonly player: string } = Admission> = (token: string | undefined) => Promise<T>;

/** The player token. It comes with each admission, and goes with the requests after it. */
export interface Identity {
  /** @param code the match that is asked for something; undefined where it is not about one */
  token(code?: string): string | undefined;
  /** This client is the player of this token from now on; undefined: a new player with the next answer. */
  become(token: string | undefined): void;
  /** A token has come without an admission. @param sent with which it was asked for; undefined for a new player */
  keep(token: string, sent: string | undefined): void;
  /**
   * Asks for admission, and keeps the proof that comes with it.
   * @param code the match that is meant; undefined for one that the server picks
   * @param signal ends the wait for a turn to ask
   */
  admit(ask: AskIn, code?: string, signal?: AbortSignal): Promise<Admission>;
  /** Asks for something else than admission to a match, and keeps the proof that comes with it. */
  meet<T extends { readonly player: string }>(ask: AskIn<T>, signal?: AbortSignal): Promise<T>;
}

/** An identity that one client has for itself, for as long as it runs. @param token from an earlier admission */
export function ownIdentity(token?: string): Identity {
  const meet: Identity["meet"] = async (ask) => {
    const answer = await ask(token);
    token = answer.player;
    return answer;
  };
  return {
    token: () => token,
    admit: (ask) => meet(ask),
    meet,
    keep: (one) => {
      token = one;
    },
    become: (one) => {
      token = one;
    },
  };
}
