/**
 * The playground, for people who write clients in other languages: connections to matches of this server, message by message.
 * docs/PROTOCOL.md, "Try it: the playground"
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { ApiFailure } from "#client/net/api.ts";
import { fetchGames, type OfferedGame } from "#client/net/games-api.ts";
import type { MonitorFeed } from "#client/net/monitor-feed.ts";
import { PlaygroundConnection } from "#client/session/playground/connection.ts";
import type { Wanted } from "#client/session/playground/wanted.ts";
import type { MatchInfo } from "#shared/protocol/index.ts";
import { operatorHead } from "../monitor/head.ts";
import type { OperatorShell } from "../monitor/operator-shell.ts";
import { PLAYGROUND } from "../monitor/paths.ts";
import { failureOf } from "../pages/refusal.ts";
import type { Page } from "../shell.ts";
import { Chooser } from "./chooser.ts";
import { Pane } from "./pane.ts";
import "../styles/net.css";
import "../styles/playground.css";

/** Messages come many times a second; the page is drawn so often, in milliseconds. */
const DRAW_MS = 200;
/** More connections at once are of no use to a reader, and a load for the page. */
const MOST_PANES = 6;

/** A match of the monitor's, as its page links here. */
const OBJECT = /^[\da-f]{64}$/;

export class PlaygroundPage implements Page {
  readonly title = "Playground · Scrim";
  readonly #shell: OperatorShell;
  readonly #object: string | undefined;
  #chooser: Chooser | undefined;
  #feed: MonitorFeed | undefined;
  #games: readonly OfferedGame[] = [];
  #failure: ApiFailure | undefined;
  #listed: readonly MatchInfo[] | undefined;
  #panes: readonly Pane[] = [];
  #shown = 0;
  #isWide = false;
  #count = 0;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  /** @param search of the address: `?match=ID` is a match of the monitor's */
  constructor(shell: OperatorShell, search: string) {
    this.#shell = shell;
    const object = new URLSearchParams(search).get("match") ?? "";
    this.#object = OBJECT.test(object) ? object : undefined;
    void this.#load();
  }

  async #load(): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    this.#failure = undefined;
    try {
      this.#games = await scope.ask((signal) => fetchGames(api(signal)));
      this.#chooser = new Chooser(
        {
          ...{ games: this.#games, redraw, listed: () => this.#listed, refresh: () => void this.#refresh() },
          all: () => [...this.#monitor().store.matches.values()].map(({ row }) => row),
          connect: (wanted) => this.#connect(wanted),
        },
        this.#object,
      );
    } catch (error) {
      this.#failure = failureOf(error);
    }
    redraw();
  }

  /** Only an operator's choice needs it: a monitor that is not looked at costs nothing. */
  #monitor(): MonitorFeed {
    if (this.#feed) return this.#feed;
    this.#feed = this.#shell.feed();
    this.#feed.watch(() => this.#drawSoon(), this.#shell.scope.signal);
    return this.#feed;
  }

  async #refresh(): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    this.#listed = undefined;
    redraw();
    try {
      this.#listed = await scope.ask((signal) => api(signal).list());
    } catch (error) {
      this.#listed = [];
      this.#failure = failureOf(error);
    }
    redraw();
  }

  #drawSoon(): void {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = undefined;
      this.#shell.redraw();
    }, DRAW_MS);
  }

  #connect(wanted: Wanted): void {
    const { scope, redraw } = this.#shell;
    this.#count += 1;
    const connection = new PlaygroundConnection(wanted, {
      ...{ base: "", games: this.#games },
      rules: async (game) => (await import("#client/open/playground.ts")).rulesOf(game),
      origin: location.origin.replace(/^http/, "ws"),
      fetch: (url, init) => fetch(url, init),
      now: () => performance.now(),
      changed: () => this.#drawSoon(),
    });
    const pane: Pane = new Pane({
      ...{ number: this.#count, connection, scope, redraw },
      remove: () => this.#remove(pane),
    });
    this.#panes = [...this.#panes, pane];
    this.#shown = pane.number;
    void connection.connect();
    redraw();
  }

  #remove(pane: Pane): void {
    pane.connection.end();
    this.#panes = this.#panes.filter((one) => one !== pane);
    if (this.#shown === pane.number) this.#shown = this.#panes.at(-1)?.number ?? 0;
    this.#shell.redraw();
  }

  leave(): void {
    clearTimeout(this.#drawing);
    for (const { connection } of this.#panes) connection.end();
  }

  view(): TemplateResult {
    return html`
      <main class="playground">
        ${operatorHead(this.#shell, PLAYGROUND, "Playground")}
        <p class="dim">The wire of this server's matches, message by message, for people who write clients: docs/PROTOCOL.md.
          Each connection is a player of its own.</p>
        ${this.#failure ? this.#failed(this.#failure) : nothing}
        ${
          this.#panes.length >= MOST_PANES
            ? html`<p role="status">${MOST_PANES} connections are open: remove one to open another.</p>`
            : (this.#chooser?.view() ?? (this.#failure ? nothing : html`<p role="status">Asking for the games …</p>`))
        }
        ${this.#panes.length > 0 ? this.#panesView() : nothing}
      </main>`;
  }

  #failed({ message }: ApiFailure): TemplateResult {
    const again = () => (this.#chooser ? this.#refresh() : this.#load());
    const press = () => {
      this.#failure = undefined;
      void again();
    };
    return html`<p class="problem" role="alert">${message} <button class="small" @click=${press}>Try again</button></p>`;
  }

  #panesView(): TemplateResult {
    const pick = (number: number) => () => {
      this.#shown = number;
      this.#shell.redraw();
    };
    const turn = () => {
      this.#isWide = !this.#isWide;
      this.#shell.redraw();
    };
    const shown = this.#isWide ? this.#panes : this.#panes.filter(({ number }) => number === this.#shown);
    return html`
      <nav class="row play-tabs" aria-label="Connections">
        ${this.#panes.map(
          ({ number, title, connection }) =>
            html`<button class="small" aria-pressed=${this.#isWide || number === this.#shown} data-state=${connection.standing.state}
              @click=${pick(number)}>${title}</button>`,
        )}
        ${this.#panes.length > 1 ? html`<button class="small" aria-pressed=${this.#isWide} data-testid="play-side" @click=${turn}>Side by side</button>` : nothing}
      </nav>
      <div class="play-panes" ?data-side=${this.#isWide}>
        ${repeat(
          shown,
          ({ number }) => number,
          (pane) => pane.view(),
        )}
      </div>`;
  }
}
