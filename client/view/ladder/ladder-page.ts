/** The page of a leaderboard: the best, the players around oneself, those met lately, and a search by name; of any season. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { ApiFailure } from "#client/net/api.ts";
import { type LadderPart, ladderPage } from "#client/net/ladder-api.ts";
import { playerIn } from "#client/own-player.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import type { LadderPage as Answer } from "#shared/protocol/ladder.ts";
import type { PageScope } from "../page-scope.ts";
import { noticeView } from "../pages/notice.ts";
import { failureOf } from "../pages/refusal.ts";
import { icons, wordmark } from "../parts/icons.ts";
import { ladderPath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { emptyText, type Shown } from "./empty.ts";
import { type Ladder, ladderOf, ladders, seasonTitle } from "./ladders.ts";
import { within } from "./player-link.ts";
import { rowsView } from "./rows.ts";
import "../styles/ladder.css";

/** The longest name that is searched for, in characters. */
const MAX_NAME = 40;

/** As seasons are written. */
const SEASON = /^\d{4}-q[1-4]$/;

const TABS = [
  { show: "top", title: "Top 100" },
  { show: "around", title: "Around you" },
  { show: "met", title: "Players you met" },
] as const satisfies readonly { show: Shown; title: string }[];

/** What is asked for, as the address has it. */
interface Asked {
  readonly show: Shown;
  /** The name that is searched for; empty where none is. */
  readonly name: string;
  /** Undefined for the season that is on. */
  readonly season: string | undefined;
}

function askedBy(search: string): Asked {
  const query = new URLSearchParams(search);
  const name = (query.get("name") ?? "").trim().slice(0, MAX_NAME);
  const tab = TABS.find(({ show }) => show === query.get("show"))?.show ?? "top";
  const season = query.get("season") ?? "";
  return { show: name === "" ? tab : "name", name, season: SEASON.test(season) ? season : undefined };
}

function addressOf({ game, mode }: Ladder, { show, name, season }: Asked): string {
  const query = new URLSearchParams({
    ...(season !== undefined && { season }),
    ...(show === "name" ? { name } : show === "top" ? {} : { show }),
  }).toString();
  return ladderPath(game, mode) + (query && `?${query}`);
}

export class LadderPage implements Page {
  readonly title: string;
  readonly #shell: Shell;
  /** Undefined where there is no such ladder. */
  readonly #ladder: Ladder | undefined;
  /** The address names one. */
  readonly #isNamed: boolean;
  readonly #own: string | undefined;
  #asked: Asked;
  #asking: PageScope | undefined;
  #isBusy = false;
  #answer: Answer | undefined;
  #failure: ApiFailure | undefined;

  /** @param search what of the address stands behind the path */
  constructor(shell: Shell, { game, mode }: { readonly game: string; readonly mode: string }, search: string) {
    this.#shell = shell;
    this.#ladder = ladderOf(game, mode);
    this.#isNamed = game !== "";
    this.#own = playerIn(shell.api(shell.scope.signal).identity.token());
    this.#asked = askedBy(search);
    this.title = `${this.#ladder ? `${this.#ladder.title}: leaderboard` : "Leaderboards"} · Scrim`;
    if (this.#ladder) void this.#ask(this.#ladder);
  }

  leave(): void {}

  /** Undefined where the question needs a player, and this browser is none yet. */
  get #part(): { readonly part: LadderPart | undefined } | undefined {
    const { show, name } = this.#asked;
    if (show === "top") return { part: undefined };
    if (show === "name") return { part: { name } };
    if (this.#own === undefined) return undefined;
    return { part: show === "around" ? { around: this.#own } : { met: this.#own } };
  }

  async #ask({ game, mode }: Ladder): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    const asking = scope.within(this.#asking);
    this.#asking = asking;
    const { season } = this.#asked;
    const part = this.#part;
    this.#isBusy = true;
    redraw();
    try {
      // A player without rounds still learns which seasons there are.
      const question = { game, mode, season, part: part?.part };
      const answer = await asking.ask((signal) => ladderPage(api(signal), question));
      this.#answer = part ? answer : { ...answer, rows: [] };
      this.#failure = undefined;
    } catch (error) {
      this.#failure = failureOf(error);
    }
    this.#isBusy = false;
    redraw();
  }

  #turn(ladder: Ladder, to: Partial<Asked>): void {
    this.#asked = { ...this.#asked, ...to };
    this.#shell.rename(addressOf(ladder, this.#asked));
    void this.#ask(ladder);
  }

  view(): TemplateResult {
    const ladder = this.#ladder;
    const { go } = this.#shell;
    if (!ladder)
      return this.#choice(
        this.#isNamed ? "There is no such leaderboard" : "Leaderboards",
        "Each competitive mode of a game has one.",
      );
    if (this.#failure?.code === API_ERROR.noLadder) return this.#gone(ladder);
    return html`
      <main class="ladder">
        <header class="ladder-head">
          <a class="home" href="/" @click=${within("/", go)}>${wordmark}</a>
          <h1>${ladder.title}</h1>
          ${this.#others(ladder)}
        </header>
        <section class="panel" aria-labelledby="ladder-title">
          <h2 id="ladder-title" class="unseen">Leaderboard</h2>
          ${this.#controls(ladder)}
          <p class="problem" role="alert">${this.#failure ? this.#problem(ladder, this.#failure) : nothing}</p>
          <div aria-busy=${this.#isBusy} class="ladder-rows" data-testid="ladder-rows">${this.#content(ladder)}</div>
        </section>
      </main>`;
  }

  #problem(ladder: Ladder, { message }: ApiFailure): TemplateResult {
    return html`${message} <button class="small" data-testid="ladder-again" @click=${() => void this.#ask(ladder)}>Try again</button>`;
  }

  #content(ladder: Ladder): TemplateResult {
    const answer = this.#answer;
    if (!answer) return html`<p class="empty" role="status">${this.#failure ? "" : "Looking …"}</p>`;
    const { show, name } = this.#asked;
    const play = () => this.#shell.queue.search(ladder.game, ladder.mode);
    if (answer.rows.length === 0) {
      const { title, text } = emptyText(show, name, answer.season === answer.seasons[0]);
      return html`
        <div class="empty" role="status" data-testid="ladder-empty">
          <p><b>${title}</b> ${text}</p>
          <button class="primary" data-testid="ladder-play" @click=${play}>${icons.play} Find a match</button>
        </div>`;
    }
    return html`${rowsView(answer.rows, { own: this.#own, go: this.#shell.go })}
      <p class="dim" role="status">${rankedText(answer.ranked)}</p>`;
  }

  #controls(ladder: Ladder): TemplateResult {
    const { show, name, season } = this.#asked;
    const to = (asked: Partial<Asked>) => (event: MouseEvent) => {
      event.preventDefault();
      this.#turn(ladder, asked);
    };
    const seek = (event: SubmitEvent) => {
      event.preventDefault();
      if (!(event.target instanceof HTMLFormElement)) return;
      const sought = String(new FormData(event.target).get("name") ?? "").trim();
      this.#turn(ladder, { show: sought === "" ? "top" : "name", name: sought });
    };
    return html`
      <div class="ladder-controls">
        <nav class="tabs" aria-label="Which players">
          ${TABS.map((tab) => {
            const asked = { ...this.#asked, show: tab.show, name: "" };
            return html`<a class="button small" href=${addressOf(ladder, asked)} aria-current=${tab.show === show ? "true" : "false"}
              data-testid="show-${tab.show}" @click=${to(asked)}>${tab.title}</a>`;
          })}
        </nav>
        <form class="seek" role="search" @submit=${seek}>
          <label class="unseen" for="ladder-name">Name</label>
          <input id="ladder-name" name="name" type="text" placeholder="Search a name" maxlength=${MAX_NAME} autocomplete="off" spellcheck="false"
            .value=${name} data-testid="ladder-name" />
          <button class="small" aria-label="Search" data-testid="ladder-seek">${icons.seek}</button>
        </form>
        ${this.#seasons(ladder, season)}
      </div>`;
  }

  #seasons(ladder: Ladder, season: string | undefined): TemplateResult | typeof nothing {
    const answer = this.#answer;
    if (!answer) return nothing;
    const { seasons } = answer;
    const chosen = season ?? answer.season;
    const change = ({ target }: Event) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this.#turn(ladder, { season: target.value === seasons[0] ? undefined : target.value });
    };
    return html`
      <label class="season"><span class="unseen">Season</span>
        <select data-testid="ladder-season" @change=${change}>
          ${seasons.map((one) => html`<option value=${one} ?selected=${one === chosen}>${seasonTitle(one)}</option>`)}
        </select>
      </label>`;
  }

  /** The ways to the other ladders. */
  #others(here: Ladder | undefined): TemplateResult {
    const { go } = this.#shell;
    return html`
      <nav class="row" aria-label="Leaderboards">
        ${ladders().map(({ game, mode, title }) => {
          const path = ladderPath(game, mode);
          const isHere = here?.game === game && here.mode === mode;
          return isHere
            ? nothing
            : html`<a class="button small" href=${path} data-testid="to-${game}-${mode}" @click=${within(path, go)}>${title}</a>`;
        })}
      </nav>`;
  }

  /** The server has none of this mode, or not of the season that the address names. */
  #gone(ladder: Ladder): TemplateResult {
    if (this.#asked.season === undefined) return this.#choice("This leaderboard is gone", "The server has these.");
    const now = {
      label: "The season that is on",
      testId: "to-now",
      go: () => {
        this.#failure = undefined;
        this.#turn(ladder, { season: undefined });
      },
    };
    const text = "No round of this mode was played in it.";
    return noticeView(this.#shell, { title: "There is no such season", text, ways: [now] });
  }

  #choice(title: string, text: string): TemplateResult {
    const ways = ladders().map((one) => ({
      label: one.title,
      testId: `to-${one.game}-${one.mode}`,
      go: () => this.#shell.go(ladderPath(one.game, one.mode)),
    }));
    return noticeView(this.#shell, { title, text, ways });
  }
}

const rankedText = (ranked: number): string =>
  ranked === 0
    ? "No player has a rank yet: it comes after five rounds."
    : `${ranked} ${ranked === 1 ? "player has" : "players have"} a rank.`;
