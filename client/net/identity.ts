/** The player that a client is to the server: docs/HTTP.md, "Admissions". */
import type { Admission } from "#shared/protocol/index.ts";

/** Asks for admission. @param token the player token; undefined for a new player */
export type AskIn = (token: string | undefined) => Promise<Admission>;

/** The player token. It comes with each admission, and goes with the requests after it. */
export interface Identity {
  /** @param code the match that is asked for something */
  token(code: string): string | undefined;
  /**
   * Asks for admission, and keeps the proof that comes with it.
   * @param code the match that is meant; undefined for one that the server picks
   * @param signal ends the wait for a turn to ask
   */
  admit(ask: AskIn, code?: string, signal?: AbortSignal): Promise<Admission>;
}

/** An identity that one client has for itself, for as long as it runs. @param token from an earlier admission */
export function ownIdentity(token?: string): Identity {
  return {
    token: () => token,
    async admit(ask) {
      const admission = await ask(token);
      token = admission.player;
      return admission;
    },
  };
}
