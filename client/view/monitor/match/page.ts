/** The page of one match: looks at it as long as it is shown. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { FeedChange, MonitorFeed } from "#client/net/monitor-feed.ts";
import type { MonitorLink } from "#client/net/monitor-line.ts";
import type { Page } from "../../shell.ts";
import { operatorHead } from "../head.ts";
import type { OperatorShell } from "../operator-shell.ts";
import { OneMatch } from "./view.ts";

/** How often ages are drawn anew where no news comes, in milliseconds. */
const DRAW_MS = 1000;

const LINE: Readonly<Record<Exclude<MonitorLink, "live" | "signedOut">, string>> = {
  connecting: "Connecting to the monitor …",
  lost: "The line to the monitor is lost. The page tries again by itself.",
  refused: "The server does not understand this page: it is older than the server. Load it again.",
};

export class MonitorMatchPage implements Page {
  readonly #shell: OperatorShell;
  readonly #id: string;
  readonly #feed: MonitorFeed;
  readonly #match: OneMatch;
  readonly #timer: ReturnType<typeof setInterval>;
  #tables = false;
  /** The server knows of no such match any more. */
  #isGone = false;

  /** @param id the match's object */
  constructor(shell: OperatorShell, id: string) {
    this.#shell = shell;
    this.#id = id;
    this.#feed = shell.feed();
    this.#match = new OneMatch({
      ...{ shell, id, now: () => this.#feed.now() },
      tables: (areWanted) => {
        this.#tables = areWanted;
        this.#look();
      },
    });
    this.#feed.watch((change) => this.#changed(change), shell.scope.signal);
    this.#timer = setInterval(shell.redraw, DRAW_MS);
    this.#look();
  }

  get title(): string {
    return `${this.#match.title} · Monitor · Scrim`;
  }

  leave(): void {
    clearInterval(this.#timer);
    this.#match.stop();
  }

  #look(): void {
    this.#feed.look({ match: this.#id, tables: this.#tables });
  }

  #changed(change: FeedChange): void {
    if (change === "link" && this.#feed.link === "signedOut") this.#shell.signedOut();
    if (change !== "match" && change !== "link") return;
    const { match } = this.#feed;
    if (change === "match" && match?.id === this.#id) {
      this.#isGone = match.row === null;
      if (match.row !== null) this.#match.came(match.row, match.look);
    }
    this.#shell.redraw();
  }

  #lineView(): TemplateResult | typeof nothing {
    const { link } = this.#feed;
    if (link === "live" || link === "signedOut") return nothing;
    return html`<p class="panel" role="status" data-testid="monitor-line">${LINE[link]}</p>`;
  }

  view(): TemplateResult {
    return html`
      <main class="one-match" data-testid="one-match">
        ${operatorHead(this.#shell, "")}
        ${this.#match.view(this.#lineView(), this.#isGone)}
      </main>`;
  }
}
