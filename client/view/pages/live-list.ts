/** The live matches, kept fresh while the page is in sight. */
import { html, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { logFault } from "#client/faults.ts";
import { ApiFailure } from "#client/net/api.ts";
import type { MatchInfo, ModeCounts } from "#shared/protocol/http.ts";
import { modesOf, titleOf } from "../games/index.ts";
import type { PageScope } from "../page-scope.ts";
import { icons } from "../parts/icons.ts";
import { joinPath, watchPath } from "../router.ts";
import type { Shell } from "../shell.ts";
import { bestMatch } from "./best-match.ts";
import { isCompetitive } from "./start-modes.ts";

/** Milliseconds between two looks. */
const EVERY = 3000;

const STATUS = { waiting: "In the lobby", live: "Playing", ended: "Finished" } as const;

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export class LiveList {
  readonly #shell: Shell;
  #matches: readonly MatchInfo[] | undefined;
  #counts: readonly ModeCounts[] | undefined;
  #failed = false;
  #looking: PageScope | undefined;
  /** The best match is being looked for. */
  #seeking: PageScope | undefined;
  /** Why there is none to watch. */
  #none = "";

  constructor(shell: Shell) {
    this.#shell = shell;
    const seen = () => document.visibilityState === "visible" && void this.#look();
    document.addEventListener("visibilitychange", seen, { signal: shell.scope.signal });
    void this.#look();
  }

  /** Looks now, and again and again while the page is in sight. */
  async #look(): Promise<void> {
    const { scope, api, redraw, regions } = this.#shell;
    const looking = scope.within(this.#looking);
    this.#looking = looking;
    do {
      void this.#count(looking);
      try {
        this.#matches = await looking.ask((signal) => api(signal).list(regions.listed));
        this.#failed = false;
        if (bestMatch(this.#matches)) this.#none = "";
      } catch (error) {
        if (!(error instanceof ApiFailure)) logFault("list_failed", {}, error);
        this.#failed = true;
      }
      redraw();
      await looking.wait(EVERY);
    } while (document.visibilityState === "visible");
  }

  async #count(looking: PageScope): Promise<void> {
    const { api, redraw, regions } = this.#shell;
    try {
      this.#counts = await looking.ask((signal) => api(signal).counts(regions.listed));
      redraw();
    } catch (error) {
      // The last counts stay: the list says that the server can't be reached.
      if (!(error instanceof ApiFailure)) logFault("list_failed", {}, error);
    }
  }

  /** Asks anew: what the list shows may be over by now. */
  async #watchBest(): Promise<void> {
    const { scope, api, redraw, go, regions } = this.#shell;
    const seeking = scope.within(this.#seeking);
    this.#seeking = seeking;
    this.#none = "";
    redraw();
    try {
      const best = bestMatch(await seeking.ask((signal) => api(signal).list(regions.listed)));
      if (best) return go(watchPath(best.code));
      this.#none = "No match is being played just now. Quick play begins one at once.";
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("list_failed", {}, error);
      this.#none = "The list can't be reached just now. Try again.";
    }
    this.#seeking = undefined;
    redraw();
  }

  /** Undefined before they are known. */
  get counts(): readonly ModeCounts[] | undefined {
    return this.#counts;
  }

  view(): TemplateResult {
    return html`
      <section class="panel live" aria-labelledby="live-title" data-testid="live-matches">
        <header>
          <h2 id="live-title">Live matches</h2>
          <span class="beacon" aria-hidden="true"></span>
          <button data-testid="watch-best" aria-busy=${this.#seeking !== undefined} @click=${() => void this.#watchBest()}>
            ${icons.eye} Watch the best</button>
        </header>
        ${this.#none === "" ? "" : html`<p class="problem" role="alert" data-testid="no-best">${this.#none}</p>`}
        ${this.#content()}
      </section>`;
  }

  #content(): TemplateResult {
    if (this.#failed)
      return html`<p class="empty" role="status">The list can't be reached just now. Trying again …</p>`;
    if (this.#matches === undefined) return html`<p class="empty" role="status">Looking …</p>`;
    if (this.#matches.length === 0) {
      return html`<p class="empty"><b>It's quiet here.</b> Quick play opens a match at once, and bots keep you company until people come.</p>`;
    }
    // A browser that translates would keep what stood here first.
    return html`<ul translate="no">${repeat(
      this.#matches,
      ({ code }) => code,
      (match) => this.#row(match),
    )}</ul>`;
  }

  #row(match: MatchInfo): TemplateResult {
    const { code, game, mode, status, players, seats, spectators, bots } = match;
    const link = (event: Event, path: string) => {
      event.preventDefault();
      this.#shell.go(path);
    };
    return html`
      <li data-code=${code}>
        <div class="live-what">
          <b>${titleOf(game, mode)}</b>
          <span class="tag ${status}">${STATUS[status]}</span>
        </div>
        <div class="live-who">
          <span title="People and seats">${icons.people} ${players}/${seats}</span>
          <span title="Watchers">${icons.eye} ${spectators}</span>
          ${bots > 0 ? html`<span class="dim">${count(bots, "bot", "bots")}</span>` : ""}
        </div>
        <div class="live-ways">
          <a class="button" href=${watchPath(code)} @click=${(event: Event) => link(event, watchPath(code))}>Watch</a>
          ${
            // A match that is over has no seat to offer, but for its own players' rematch; nor has one that a queue has made.
            status === "ended" || isCompetitive(modesOf(game)[mode])
              ? ""
              : players < seats
                ? html`<a class="button primary" href=${joinPath(code)} @click=${(event: Event) => link(event, joinPath(code))}>Join</a>`
                : html`<span class="dim">Full</span>`
          }
        </div>
      </li>`;
  }
}
