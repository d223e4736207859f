/**
 * The way back into the match that this browser has played last, for as long as the server keeps the seat; for players who have
 * something to keep, also into the match or party that they are in on another device.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { ApiFailure } from "#client/net/api.ts";
import { isKept } from "#client/net/kept.ts";
import { PartyMemory } from "#client/party-memory.ts";
import type { Where } from "#shared/protocol/account.ts";
import { API_ERROR, type MatchDetail } from "#shared/protocol/http.ts";
import { titleOf } from "../games/index.ts";
import { joinPath, partyPath } from "../router.ts";
import type { Shell } from "../shell.ts";

/** Milliseconds between two looks while there is a way back. */
const EVERY = 5000;

type Seat = NonNullable<MatchDetail["own"]>;

export class WayBack {
  readonly #shell: Shell;
  #code: string | undefined;
  /** The party that the player is in on another device. */
  #party: Where["party"];
  /** The match, once the server has told of it. */
  #match: (MatchDetail & { readonly own: Seat }) | undefined;
  /** The page of the match has just been left: its seat is kept, and the server need not be asked first. */
  #isSure: boolean;

  /** @param seated the code of the match in which the player still has a seat, as this page knows it */
  constructor(shell: Shell, seated: string | undefined) {
    this.#shell = shell;
    this.#code = seated ?? shell.lastMatch.code;
    this.#isSure = seated !== undefined;
    if (this.#code !== undefined) void this.#watch(this.#code);
    else if (isKept(shell.api(shell.scope.signal).identity.token())) void this.#elsewhere();
  }

  /** Asks where the player is on other devices. */
  async #elsewhere(): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    try {
      const { match, party } = await scope.ask(async (signal) => {
        const { fetchWhere } = await import("#client/net/account-api.ts");
        return fetchWhere(api(signal));
      });
      this.#party = party;
      redraw();
      if (!match) return;
      this.#code = match.code;
      await this.#watch(match.code);
    } catch (error) {
      // Without an answer this device has no way back of its own.
      if (!(error instanceof ApiFailure)) logFault("page_failed", { path: location.pathname }, error);
    }
  }

  async #watch(code: string): Promise<void> {
    const { scope, redraw } = this.#shell;
    while (await this.#look(code)) {
      redraw();
      await scope.wait(EVERY);
    }
    this.#isSure = false;
    this.#match = undefined;
    redraw();
  }

  /** Whether it is worth looking again. */
  async #look(code: string): Promise<boolean> {
    const { scope, api, lastMatch } = this.#shell;
    try {
      const { own, ...match } = await scope.ask((signal) => api(signal).info(code));
      if (own !== undefined && match.status !== "ended") {
        this.#match = { ...match, own };
        return true;
      }
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      // A server that does not answer now may know the match all the same.
      if (error.code !== API_ERROR.noMatch) return true;
    }
    lastMatch.left(code);
    return false;
  }

  view(): TemplateResult | typeof nothing {
    const code = this.#code;
    const match = this.#match;
    if (code === undefined || (match === undefined && !this.#isSure)) return this.#partyView();
    const title = match && titleOf(match.game, match.mode);
    return html`
      <div class="way-back" data-testid="way-back">
        <p role="status">${title ? html`<b>${title}</b> ` : nothing}${textOf(match?.own)}</p>
        <button class="big" data-testid="back-in" @click=${() => this.#shell.go(joinPath(code))}>Back to your match</button>
      </div>`;
  }

  /** Where this device is in the party too, the party says so itself. */
  #partyView(): TemplateResult | typeof nothing {
    const party = this.#party;
    if (!party || this.#shell.party.desk !== undefined || new PartyMemory().last === party.code) return nothing;
    return html`
      <div class="way-back" data-testid="party-back">
        <p role="status">You are in <bdi>${party.leader}</bdi>'s party on another device.</p>
        <button class="big" @click=${() => this.#shell.go(partyPath(party.code))}>To your party</button>
      </div>`;
  }
}

const textOf = (own: Seat | undefined): string =>
  own === undefined || own.away
    ? "You have left the page of a match. Your seat in it is kept for half a minute."
    : "You play in this match, in another tab or on another device.";
