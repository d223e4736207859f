/** The way to the leaderboard of a competitive mode, which also says how the player stands on it: asked for when the mode is chosen. */
import { html, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { icons } from "../parts/icons.ts";
import { ladderPath } from "../router.ts";
import type { Shell } from "../shell.ts";

export class StartStanding {
  readonly #shell: Shell;
  /** Of the ladder that is shown. */
  #path = "";
  /** Undefined before it is known, and for a player who stands nowhere. */
  #standing: TemplateResult | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async #look(game: string, mode: string): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    const path = this.#path;
    const token = api(scope.signal).identity.token();
    if (token === undefined) return;
    try {
      const { ownStanding } = await scope.ask(() => import("../ladder/own-standing.ts"));
      const standing = await scope.ask((signal) => ownStanding(api(signal), token, { game, mode }));
      if (path === this.#path) this.#standing = standing;
      redraw();
    } catch (error) {
      // The way there stays.
      logFault("view_failed", { part: "standing" }, error);
    }
  }

  view(game: string, mode: string): TemplateResult {
    const path = ladderPath(game, mode);
    if (path !== this.#path) {
      this.#path = path;
      this.#standing = undefined;
      void this.#look(game, mode);
    }
    const go = (event: Event) => {
      event.preventDefault();
      this.#shell.go(path);
    };
    return html`<a class="button big to-ladder" href=${path} data-testid="to-ladder" @click=${go}>${this.#standing ?? html`${icons.crown} Leaderboard`}</a>`;
  }
}
