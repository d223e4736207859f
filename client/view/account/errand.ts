/** Something that a part of the page does for the player at the server: one at a time, and what went wrong is said beside it. */
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import type { Shell } from "../shell.ts";

/** A problem that is not the server's, for the player to read. */
export class Trouble extends Error {}

/** What to tell the player. What is neither a refusal nor for players is a fault of this page, and is logged. */
export function wordsFor(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  if (error instanceof ApiFailure)
    return `${error.message.slice(0, 1).toUpperCase()}${error.message.slice(1)}.`.replace(/\.\.$/, ".");
  logFault("page_failed", { path: location.pathname }, error);
  return "Something went wrong. Try again.";
}

export class Errand {
  readonly #shell: Shell;
  /** What is being done; empty while nothing is. */
  #doing = "";
  #problem = "";

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  get problem(): string {
    return this.#problem;
  }

  isDoing(what?: string): boolean {
    return what === undefined ? this.#doing !== "" : this.#doing === what;
  }

  /** @param work resolves once it is done; while another is done nothing happens */
  async run(what: string, work: (api: Api) => Promise<void>): Promise<void> {
    const { scope, api, redraw, swap } = this.#shell;
    if (this.#doing !== "") return;
    this.#doing = what;
    this.#problem = "";
    redraw();
    try {
      await scope.ask((signal) => work(api(signal)));
    } catch (error) {
      if (error instanceof ApiFailure && error.code === API_ERROR.signedOut) return swap("/account?signed-out");
      this.#problem = wordsFor(error);
    }
    this.#doing = "";
    redraw();
  }
}
