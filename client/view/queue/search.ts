/** A player's search for a match: the line to the queue, what is shown of it, and the call into the match. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import { QueueLine, type QueueState } from "#client/net/queue.ts";
import type { Regions } from "#client/net/regions.ts";
import { calledAs, type SettingsStore } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/http.ts";
import { cardOf } from "../games/index.ts";
import { Call } from "../parts/call.ts";
import { BAR_ID, barView } from "./bar.ts";
import { SearchKeeper } from "./kept-search.ts";
import type { QueueOfPages } from "./types.ts";

export interface SearchOptions {
  readonly api: Api;
  readonly settings: SettingsStore;
  readonly code: CodeFiles;
  /** Where the player wants to play. */
  readonly regions: Pick<Regions, "wish" | "told">;
  redraw(): void;
  /** Into the match of this admission. */
  enter(admission: Admission): void;
  /** Takes the whole party into the queue. @returns whether the player leads one: then they need no search of their own */
  takeParty(): boolean;
  /** The player leads no party that they are in. */
  isLed(): boolean;
  /** The player is in a match that is shown. */
  isPlaying(): boolean;
}

/** How the player is called into the match. */
const FOUND = { title: "Match found", tag: "scrim.queue", notes: [523.25, 659.25, 783.99, 1046.5] } as const;
/** For so long a page in sight says that a match was found, in milliseconds. */
const FOUND_MS = 6000;
const SECOND_MS = 1000;

export class Search {
  readonly #options: SearchOptions;
  readonly #call: Call;
  readonly #keeper = new SearchKeeper();
  #line: QueueLine | undefined;
  #state: QueueState | undefined;
  #game = "";
  #mode = "";
  #region: string | undefined;
  /** Since when the ticket waits, as far as is known: milliseconds since 1970, by this machine's clock. */
  #since = 0;
  #seconds: ReturnType<typeof setInterval> | undefined;
  /** The player has just been called into a match: aborted when that is said no more. */
  #found: AbortController | undefined;
  /** Why there is no warm-up. */
  #problem = "";
  #opening = false;

  constructor(options: SearchOptions) {
    this.#options = options;
    this.#call = new Call(options.settings, FOUND);
  }

  /** The page has been loaded again meanwhile. */
  goOn(): void {
    const kept = this.#keeper.value;
    if (kept) this.begin(kept.game, kept.mode, kept.region);
  }

  /** @param region whose pool, which the whole party names; undefined for the player's own */
  begin(game: string, mode: string, region?: string): void {
    if (this.#isOn && game === this.#game && mode === this.#mode) return;
    const { api, settings, regions } = this.#options;
    const { region: own } = regions.wish;
    const kept = this.#keeper.value;
    this.#line?.cancel();
    this.#end();
    this.#forgetFound();
    this.#since = kept?.game === game && kept.mode === mode ? kept.since : Date.now();
    [this.#game, this.#mode, this.#region, this.#problem] = [game, mode, region, ""];
    this.#keeper.value = { game, mode, region, since: this.#since };
    this.#call.prepare();
    const query = new URLSearchParams({ game, mode, ...((region ?? own) && { region: region ?? own }) });
    const line = new QueueLine({
      url: `${location.origin.replace(/^http/, "ws")}/queue?${query}`,
      name: calledAs(settings.value),
      // A party has said where all go.
      rtt: region === undefined ? regions.told : [],
      token: api.identity.token(),
      keep: (token, sent) => api.identity.keep(token, sent),
      changed: (state) => line === this.#line && this.#changed(state),
    });
    this.#line = line;
    this.#seconds = setInterval(() => this.#options.redraw(), SECOND_MS);
    this.#changed(line.state);
  }

  /** Whether the player waits, or is just being called into the match that was found. */
  get waits(): boolean {
    return this.#isOn || this.hasFound;
  }

  get hasFound(): boolean {
    return this.#found !== undefined;
  }

  get wanted(): QueueOfPages["wanted"] {
    return this.waits ? { game: this.#game, mode: this.#mode } : undefined;
  }

  show(): void {
    document.getElementById(BAR_ID)?.focus();
  }

  cancel(): void {
    if (this.#line) this.#line.cancel();
    else this.#end();
    this.#options.redraw();
  }

  get #isOn(): boolean {
    return this.#state?.is === "connecting" || this.#state?.is === "searching";
  }

  /** Begins the search that is over once more; undefined where that is for another player to do. */
  get #again(): (() => void) | undefined {
    const { takeParty, isLed } = this.#options;
    const begin = () => this.begin(this.#game, this.#mode, this.#region);
    // The ticket that is none any more was the party's.
    const wasParty = this.#region !== undefined && this.#state?.is === "over" && this.#state.why !== "elsewhere";
    if (!wasParty) return begin;
    return isLed()
      ? undefined
      : () => {
          this.#region = undefined;
          this.#end();
          if (takeParty()) this.#options.redraw();
          else this.begin(this.#game, this.#mode);
        };
  }

  #changed(state: QueueState): void {
    const { redraw } = this.#options;
    this.#state = state;
    if (state.is === "searching") {
      this.#since = Date.now() - state.last.news.waited;
      this.#keeper.value = { game: this.#game, mode: this.#mode, region: this.#region, since: this.#since };
    }
    if (state.is === "admitted") void this.#enter(state.admission);
    if (state.is === "over") this.#end(state.why === "cancelled" ? undefined : state);
    redraw();
  }

  /** @param shown what the player is still told */
  #end(shown?: QueueState): void {
    clearInterval(this.#seconds);
    this.#keeper.value = undefined;
    this.#line = undefined;
    this.#state = shown;
  }

  async #enter(admission: Admission): Promise<void> {
    const { api, enter } = this.#options;
    this.#end();
    this.#sayFound();
    this.#call.call(`${this.#title} is about to begin.`);
    enter(await api.take(admission));
  }

  /** The page and its title say it until the player has had them in sight for a while. */
  #sayFound(): void {
    this.#forgetFound();
    const found = new AbortController();
    this.#found = found;
    const seen = () => {
      if (document.visibilityState === "visible")
        setTimeout(() => found === this.#found && this.#forgetFound(), FOUND_MS);
    };
    document.addEventListener("visibilitychange", seen, { signal: found.signal });
    seen();
  }

  #forgetFound(): void {
    if (!this.#found) return;
    this.#found.abort();
    this.#found = undefined;
    this.#options.redraw();
  }

  get #title(): string {
    const card = cardOf(this.#game);
    return `${card?.title ?? this.#game} · ${card?.modes[this.#mode]?.title ?? this.#mode}`;
  }

  get title(): string | undefined {
    return this.#found === undefined ? undefined : "Match found · Scrim";
  }

  async #warmUp(): Promise<void> {
    const { api, settings, enter, redraw } = this.#options;
    const card = cardOf(this.#game);
    if (!card?.practice || this.#opening) return;
    [this.#opening, this.#problem] = [true, ""];
    redraw();
    try {
      const name = calledAs(settings.value);
      const admission = await api.createMatch(name, this.#mode, card.practice.settings, card.name);
      // The call may have come meanwhile.
      if (this.#isOn) enter(admission);
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("view_failed", { part: "queue" }, error);
      this.#problem = error instanceof ApiFailure ? error.message : "The warm-up did not begin. Try again.";
    }
    this.#opening = false;
    redraw();
  }

  view(): TemplateResult | typeof nothing {
    if (this.#found !== undefined)
      return html`<div class="queue-bar in-match found" role="alert" data-testid="queue-found"><p><strong>Match found</strong> ${this.#title}</p></div>`;
    if (!this.#state || this.#state.is === "admitted") return nothing;
    return barView({
      state: this.#state,
      title: this.#title,
      seconds: Math.max(0, Math.floor((Date.now() - this.#since) / SECOND_MS)),
      problem: this.#problem,
      inMatch: this.#options.isPlaying(),
      warmUp: cardOf(this.#game)?.practice ? () => void this.#warmUp() : undefined,
      opening: this.#opening,
      bell: this.#call.canAsk ? () => void this.#call.ask().then(this.#options.redraw) : undefined,
      again: this.#again,
      close: () => this.cancel(),
    });
  }
}
