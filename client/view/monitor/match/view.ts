/** One match as an operator sees it, put together of its parts. What it shows comes by `came`; it asks for nothing by itself. */
import { html, nothing, type TemplateResult } from "lit-html";
import "../../styles/operator.css";
import "../../styles/one-match.css";
import type { MatchAct, MatchLook, MatchRow } from "#shared/monitor/index.ts";
import { titleOf } from "../../games/index.ts";
import type { OperatorShell } from "../operator-shell.ts";
import { operatorWatchPath } from "../paths.ts";
import { ActDesk } from "./act-desk.ts";
import type { Concerned } from "./act-words.ts";
import { wholeActsView } from "./announce.ts";
import { causesView } from "./causes.ts";
import { Charts } from "./charts.ts";
import { Downloads } from "./downloads.ts";
import { factsView, titleView } from "./head.ts";
import { causesOf } from "./late.ts";
import { logView } from "./log.ts";
import { seatsView } from "./seats.ts";
import { showSocket, socketsView } from "./sockets.ts";
import { World } from "./world.ts";

/** @param isKnown what stands below is how it was last */
const goneView = (isKnown: boolean): TemplateResult => html`
  <section class="panel" role="status" data-testid="match-gone">
    <h2>This match is gone</h2>
    <p>It is over, and has been cleared away${isKnown ? ": below is how it was last" : ", or there never was one here"}. The lists have those that are there.</p>
  </section>`;

export interface OneMatchOptions {
  readonly shell: Pick<OperatorShell, "scope" | "api" | "redraw" | "signedOut">;
  /** The match's object. */
  readonly id: string;
  /** The server's time, in milliseconds since 1970. */
  now(): number;
  /** Whether the world's tables are looked at. */
  tables(areWanted: boolean): void;
}

/** What is known of the match. */
interface Known {
  readonly row: MatchRow;
  /** Undefined where the match's object has told nothing yet. */
  readonly look: MatchLook | undefined;
  /** When it came, by the server's time. */
  readonly at: number;
}

export class OneMatch {
  readonly #options: OneMatchOptions;
  readonly #charts = new Charts();
  readonly #desk: ActDesk;
  readonly #downloads: Downloads;
  readonly #world: World;
  #known: Known | undefined;
  #shown: number | undefined;

  constructor(options: OneMatchOptions) {
    this.#options = options;
    const { shell, id, tables } = options;
    const { scope, api, redraw, signedOut } = shell;
    this.#desk = new ActDesk({ id, scope, api, redraw, signedOut, concerned: () => this.#concerned });
    this.#downloads = new Downloads({ id, scope, redraw });
    this.#world = new World({ redraw, turned: tables });
  }

  /** Another look has come. A match that has told nothing of itself stays as it was. */
  came(row: MatchRow, look: MatchLook | null): void {
    this.#known = {
      row,
      look: look ?? this.#known?.look,
      at: look ? this.#options.now() : (this.#known?.at ?? this.#options.now()),
    };
    if (look === null) return;
    this.#charts.came(look);
    this.#world.came(look.tables);
  }

  stop(): void {
    this.#charts.stop();
  }

  get #concerned(): Concerned {
    const { row, look } = this.#known ?? {};
    const nameOf = (seat: number) => look?.seats.find((one) => one.seat === seat)?.name ?? `the player of seat ${seat}`;
    return {
      nameOf,
      players: row?.players ?? 0,
      watchers: row?.spectators ?? 0,
      status: row?.status ?? "waiting",
    };
  }

  /** Who has the seat now is meant, and no player who takes it until then. */
  #meant(act: MatchAct): MatchAct {
    if (act.act !== "kick" && act.act !== "bar") return act;
    const player = this.#known?.look?.seats.find(({ seat }) => seat === act.seat)?.player;
    return player === undefined ? act : { ...act, player };
  }

  readonly #show = (socket: number): void => {
    this.#shown = socket;
    this.#options.shell.redraw();
    queueMicrotask(() => showSocket(socket));
  };

  /** Of the page. */
  get title(): string {
    const { row } = this.#known ?? {};
    return row ? `${titleOf(row.game, row.mode)} ${row.code}` : "A match";
  }

  /**
   * @param line what is wrong with the line to the server; nothing where it holds
   * @param isGone the server knows of no such match any more
   */
  view(line: TemplateResult | typeof nothing, isGone: boolean): TemplateResult {
    const known = this.#known;
    if (known === undefined)
      return html`${line}${isGone ? goneView(false) : html`<p class="panel" role="status">Asking the match …</p>`}`;
    const { row, look, at } = known;
    const now = this.#options.now();
    const acting = {
      isPending: isGone || this.#desk.isPending,
      ask: (act: MatchAct) => this.#desk.ask(this.#meant(act)),
    };
    return html`
      <header class="match-head">
        <div>${titleView(row, look)}</div>
        <a class="button primary" href=${operatorWatchPath(this.#options.id)} target="_blank" rel="noopener" data-testid="watch">Watch</a>
      </header>
      ${line} ${isGone ? goneView(true) : nothing}
      ${
        look === undefined
          ? html`<p class="panel" role="status">The match is asked how it is …</p>`
          : html`
            ${isGone ? nothing : causesView(causesOf({ look, at, now }), this.#show)}
            <section class="panel" aria-label="Figures">${factsView(row, look, now)}</section>
            ${this.#charts.view()}
            ${socketsView(look.sockets, { now, shown: this.#shown, ...acting })}
            <div class="match-pair">
              ${seatsView(look, { count: row.seats, ...acting })}
              ${wholeActsView(acting, this.#desk.newsView())}
            </div>
            ${this.#world.view()}
            <div class="match-pair">${logView(look.acts, now)} ${this.#downloads.view(row.code, look.round)}</div>
            ${this.#desk.view()}`
      }`;
  }
}
