/** `/monitor`: how the server stands, and its lists, live. */
import "../../styles/lists.css";
import { html, type TemplateResult } from "lit-html";
import type { FeedChange, MonitorFeed } from "#client/net/monitor-feed.ts";
import { within } from "../../ladder/player-link.ts";
import type { Page } from "../../shell.ts";
import { operatorHead } from "../head.ts";
import { linkLine } from "../link-line.ts";
import type { OperatorShell } from "../operator-shell.ts";
import { MONITOR } from "../paths.ts";
import { FrameDraw } from "./frame-draw.ts";
import type { AnyList } from "./list.ts";
import { historyOf } from "./since.ts";
import { Strip } from "./strip.ts";
import { TABS, type Tab } from "./tabs.ts";
import { type Totals, totalsOf } from "./totals.ts";

/** Ages and totals go on so often, in milliseconds. */
const TICK_MS = 1000;

export class ListsPage implements Page {
  readonly #shell: OperatorShell;
  readonly #feed: MonitorFeed;
  readonly #strip = new Strip();
  /** Those that have been shown, each as it was left. */
  readonly #lists = new Map<Tab, AnyList>();
  readonly #frame: FrameDraw;
  #tab: Tab;
  #totals: Totals;

  /** @param search what of the address stands behind the path */
  constructor(shell: OperatorShell, search: string) {
    const { scope, redraw } = shell;
    const query = new URLSearchParams(search);
    this.#shell = shell;
    this.#feed = shell.feed();
    this.#frame = new FrameDraw(redraw, scope.signal);
    this.#tab = TABS.find(({ key }) => key === query.get("tab")) ?? TABS[0];
    this.#list(this.#tab, query);
    this.#totals = totalsOf(this.#feed.store, this.#feed.now());
    this.#feed.watch(this.#heard, scope.signal);
    this.#feed.look({ ladders: this.#tab.key === "ladders" });
    this.#strip.came(historyOf(this.#feed).history.samples);
    const timer = setInterval(this.#tick, TICK_MS);
    scope.signal.addEventListener("abort", () => clearInterval(timer));
  }

  get title(): string {
    return `${this.#tab.title} · Monitor · Scrim`;
  }

  leave(): void {
    this.#strip.stop();
  }

  readonly #heard = (change: FeedChange): void => {
    if (change === "link" && this.#feed.link === "signedOut") this.#shell.signedOut();
    else this.#frame.ask();
  };

  readonly #tick = (): void => {
    const now = this.#feed.now();
    this.#totals = totalsOf(this.#feed.store, now);
    const { history } = historyOf(this.#feed);
    // While the line is lost nothing is known.
    if (this.#feed.link === "live" && history.note(now, this.#totals)) this.#strip.came(history.samples);
    this.#frame.ask();
  };

  /** @param search what of the address stands behind the path */
  #list(tab: Tab, search = new URLSearchParams()): AnyList {
    const feed = this.#feed;
    const known = this.#lists.get(tab);
    if (known) return known;
    const made = tab.list(
      { feed, since: historyOf(feed).since, go: this.#shell.go },
      { search, redraw: this.#frame.ask, chosen: () => this.#shell.rename(this.#address(this.#tab)) },
    );
    this.#lists.set(tab, made);
    return made;
  }

  #address(tab: Tab): string {
    const { key } = tab;
    const chosen = { ...(tab !== TABS[0] && { tab: key }), ...this.#lists.get(tab)?.query };
    const query = new URLSearchParams(chosen).toString();
    return MONITOR + (query && `?${query}`);
  }

  #turn(tab: Tab): void {
    this.#tab = tab;
    this.#feed.look({ ladders: tab.key === "ladders" });
    this.#shell.turn(this.#address(tab));
    this.#shell.redraw();
  }

  view(): TemplateResult {
    return html`
      <main class="monitor">
        ${operatorHead(this.#shell, MONITOR, "Monitor")}
        ${linkLine(this.#feed.link)}
        ${this.#strip.view(this.#totals)}
        <section class="panel lists" aria-label=${this.#tab.title}>
          <nav class="tabs row" aria-label="Lists">${TABS.map((tab) => this.#tabView(tab))}</nav>
          ${this.#list(this.#tab).view()}
        </section>
      </main>`;
  }

  #tabView(tab: Tab): TemplateResult {
    const path = this.#address(tab);
    const count = tab.count(this.#feed.store);
    return html`<a class="button small" href=${path} aria-current=${tab === this.#tab ? "true" : "false"} data-testid="tab-${tab.key}"
      @click=${within(path, () => this.#turn(tab))}>${tab.title}${count === undefined ? "" : html` <span class="dim">${count}</span>`}</a>`;
  }
}
