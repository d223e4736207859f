/** What one can do about another player: report them, block them, and ask them into one's party. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { block, report, unblock } from "#client/net/player-api.ts";
import type { PlayerName } from "#shared/protocol/ladder.ts";
import type { ReportReason } from "#shared/protocol/reports.ts";
import type { PageScope } from "../page-scope.ts";
import { CopyButton } from "../parts/copy.ts";
import { icons } from "../parts/icons.ts";
import { reportForm } from "./report-form.ts";

/** The player, and which round both have played. */
export interface ActsAbout {
  readonly name: string;
  /** Undefined where it is known only which seat they had. */
  readonly player: PlayerName | undefined;
  /** The round that they can be reported for; undefined where there is none any more. */
  readonly round: { readonly code: string; readonly round: number; readonly seat: number | undefined } | undefined;
}

export interface PlayerActsOptions {
  api(signal: AbortSignal): Api;
  /** As long as the page shows the player. */
  readonly scope: PageScope;
  /** The id of the player who acts; undefined where they are none yet. */
  readonly own: string | undefined;
  /** Keeps what the player saw of the last minute. @returns what it is called */
  readonly trace?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** The link into the party of the player who acts; undefined where they are in none. */
  partyLink(): string | undefined;
  redraw(): void;
}

export class PlayerActs {
  readonly #options: PlayerActsOptions;
  readonly #invite: CopyButton;
  /** Ids of those who were blocked here. */
  readonly #blocked = new Set<string>();
  #isReporting = false;
  #busy = false;
  #said = "";
  #problem = "";

  constructor(options: PlayerActsOptions) {
    this.#options = options;
    const { scope, partyLink, redraw } = options;
    this.#invite = new CopyButton(() => partyLink() ?? "", scope, redraw);
  }

  /** Another player is shown. */
  forget(): void {
    this.#isReporting = false;
    this.#said = "";
    this.#problem = "";
  }

  async #do(said: string, work: (api: Api, signal: AbortSignal) => Promise<unknown>): Promise<void> {
    if (this.#busy) return;
    const { scope, api, redraw } = this.#options;
    this.#said = "";
    this.#problem = "";
    this.#busy = true;
    redraw();
    try {
      await scope.ask((signal) => work(api(signal), signal));
      this.#said = said;
      this.#isReporting = false;
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
      void this.#do(`${name} is blocked. Your account page has the list.`, async (api) => {
        await block(api, player, name);
        this.#blocked.add(player);
      });
  }

  #report({ player, round }: ActsAbout, reason: ReportReason, words: string): void {
    if (!round) return;
    void this.#do("The report is with the operator. Thank you.", async (api, signal) => {
      const trace = await this.#trace(signal);
      const { code, round: number, seat } = round;
      const about = seat === undefined ? { player: player?.player } : { seat };
      await report(api, { code, round: number, ...about, reason, words, ...(trace !== undefined && { trace }) });
    });
  }

  /** A report without a recording is better than none. */
  async #trace(signal: AbortSignal): Promise<string | undefined> {
    try {
      return await this.#options.trace?.(signal);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return undefined;
    }
  }

  /** Nothing for oneself, and for a browser that is no player yet. */
  view(about: ActsAbout): TemplateResult | typeof nothing {
    const { own, redraw, trace, partyLink } = this.#options;
    const { player, round, name } = about;
    if (own === undefined || own === player?.player) return nothing;
    const turn = (isReporting: boolean) => () => {
      this.#isReporting = isReporting;
      this.#problem = "";
      this.#said = "";
      redraw();
    };
    return html`
      <div class="player-acts">
        ${
          this.#isReporting
            ? reportForm({
                ...{ name, isBusy: this.#busy, hasTrace: trace !== undefined, back: turn(false) },
                send: (reason, words) => this.#report(about, reason, words),
              })
            : html`<div class="row">
                ${partyLink() === undefined ? nothing : this.#invite.view("Party link", `Copy your party's link, to send it to ${name}`, "invite-player")}
                ${player ? this.#blockButton(player) : nothing}
                ${round ? html`<button class="small" data-testid="report-player" @click=${turn(true)}>${icons.flag} Report …</button>` : nothing}
              </div>`
        }
        <p role="status" class="dim" data-testid="acts-said">${this.#said}</p>
        <p class="problem" role="alert">${this.#problem}</p>
      </div>`;
  }

  #blockButton(player: PlayerName): TemplateResult {
    const isBlocked = this.#blocked.has(player.player);
    return html`<button class="small" data-testid="block" aria-busy=${this.#busy} @click=${() => this.#toggle(player)}>
      ${isBlocked ? icons.check : icons.close} ${isBlocked ? "Unblock" : "Block"}
    </button>`;
  }
}
