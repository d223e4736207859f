/** What one can do about another player: block them, and let them be again. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { block, unblock } from "#client/net/player-api.ts";
import type { PlayerName } from "#shared/protocol/ladder.ts";
import type { PageScope } from "../page-scope.ts";

export interface PlayerActsOptions {
  api(signal: AbortSignal): Api;
  /** As long as the page shows the player. */
  readonly scope: PageScope;
  /** The id of the player who acts; undefined where they are none yet. */
  readonly own: string | undefined;
  redraw(): void;
}

export class PlayerActs {
  readonly #options: PlayerActsOptions;
  /** Ids of those who were blocked here. */
  readonly #blocked = new Set<string>();
  #busy = false;
  #said = "";
  #problem = "";

  constructor(options: PlayerActsOptions) {
    this.#options = options;
  }

  /** Another player is shown. */
  forget(): void {
    this.#said = "";
    this.#problem = "";
  }

  async #do(said: string, work: (api: Api) => Promise<unknown>): Promise<void> {
    if (this.#busy) return;
    const { scope, api, redraw } = this.#options;
    this.forget();
    this.#busy = true;
    redraw();
    try {
      await scope.ask((signal) => work(api(signal)));
      this.#said = said;
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("view_failed", { part: "acts" }, error);
      this.#problem = error instanceof ApiFailure ? error.message : "Something went wrong. Try again.";
    }
    this.#busy = false;
    redraw();
  }

  #toggle({ player, name }: PlayerName): void {
    if (this.#blocked.has(player))
      void this.#do(`${name} is no longer blocked.`, async (api) => {
        await unblock(api, player);
        this.#blocked.delete(player);
      });
    else
      void this.#do(
        `${name} is blocked: the queue does not make you a team, and their words are not shown.`,
        async (api) => {
          await block(api, player, name);
          this.#blocked.add(player);
        },
      );
  }

  /** Nothing for oneself, and for a browser that is no player yet. */
  view(about: PlayerName): TemplateResult | typeof nothing {
    const { own } = this.#options;
    if (own === undefined || own === about.player) return nothing;
    const isBlocked = this.#blocked.has(about.player);
    return html`
      <div class="player-acts">
        <div class="row">
          <button class="small" data-testid="block" aria-busy=${this.#busy} @click=${() => this.#toggle(about)}>
            ${isBlocked ? "Let be again" : "Block"}
          </button>
        </div>
        <p role="status" class="dim" data-testid="acts-said">${this.#said}</p>
        <p class="problem" role="alert">${this.#problem}</p>
      </div>`;
  }
}
