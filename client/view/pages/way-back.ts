/**
 * The ways back into the matches that this browser has a seat in, for as long as the server keeps it; for players who have
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

/** Milliseconds between two looks while there is a way back: into a match that goes on without the player, and into one that waits. */
const EVERY = 5000;
const EVERY_TURN = 30_000;

/** A match in which the player has a seat. */
type Own = MatchDetail & { readonly own: NonNullable<MatchDetail["own"]> };

export class WayBack {
  readonly #shell: Shell;
  /** The party that the player is in on another device. */
  #party: Where["party"];
  /** By code, once the server has told of them; undefined where it need not be asked first: the page has just been left. */
  readonly #matches = new Map<string, Own | undefined>();

  /** @param seated the code of the match in which the player still has a seat, as this page knows it */
  constructor(shell: Shell, seated: string | undefined) {
    this.#shell = shell;
    if (seated !== undefined) this.#matches.set(seated, undefined);
    const codes = new Set(shell.lastMatch.codes);
    if (seated !== undefined) codes.add(seated);
    for (const code of codes) void this.#watch(code);
    if (codes.size === 0 && isKept(shell.api(shell.scope.signal).identity.token())) void this.#elsewhere();
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
      if (match) await this.#watch(match.code);
    } catch (error) {
      // Without an answer this device has no way back of its own.
      if (!(error instanceof ApiFailure)) logFault("page_failed", { path: location.pathname }, error);
    }
  }

  async #watch(code: string): Promise<void> {
    const { scope, redraw } = this.#shell;
    while (await this.#look(code)) {
      redraw();
      await scope.wait(this.#matches.get(code)?.turn === undefined ? EVERY : EVERY_TURN);
    }
    this.#matches.delete(code);
    redraw();
  }

  /** Whether it is worth looking again. */
  async #look(code: string): Promise<boolean> {
    const { scope, api, lastMatch } = this.#shell;
    try {
      const { own, ...match } = await scope.ask((signal) => api(signal).info(code));
      if (own !== undefined && match.status !== "ended") {
        this.#matches.set(code, { ...match, own });
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
    if (this.#matches.size === 0) return this.#partyView();
    return html`<div class="ways-back">${[...this.#matches].map(([code, match]) => this.#matchView(code, match))}</div>`;
  }

  #matchView(code: string, match: Own | undefined): TemplateResult {
    return html`
      <div class="way-back" data-testid="way-back">
        <p role="status">${match ? html`<b>${titleOf(match.game, match.mode)}</b> ` : nothing}${textOf(match)}</p>
        <button class="big ${isOwnTurn(match) ? "primary" : ""}" data-testid="back-in" @click=${() => this.#shell.go(joinPath(code))}>Back to your match</button>
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

const isOwnTurn = (match: Own | undefined): boolean => match !== undefined && match.turn === match.own.seat;

function textOf(match: Own | undefined): string {
  if (match?.turn !== undefined && match.turn >= 0) {
    const { people = [], own, turn } = match;
    const others = people.filter(({ seat }) => seat !== own.seat).map(({ name }) => name);
    const whose = isOwnTurn(match)
      ? "It is your turn"
      : `It is ${people.find(({ seat }) => seat === turn)?.name ?? "a bot"}'s turn`;
    return others.length === 0 ? whose : `With ${others.join(", ")}. ${whose}`;
  }
  return match === undefined || match.own.away
    ? "You have left the page of a match. Your seat in it is kept for a while."
    : "You play in this match, in another tab or on another device.";
}
