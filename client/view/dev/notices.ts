/** What was found wrong, in a corner of the page: each once, with where in the source. */
import { html, nothing, render, type TemplateResult } from "lit-html";
import type { FindingKind } from "#shared/dev/finding.ts";
import type { Stopped } from "#shared/dev/state.ts";

export interface Notice {
  /** Of two with one key only the newer one is shown. */
  readonly key: string;
  readonly kind: FindingKind | "refused" | "page";
  readonly text: string;
  readonly at?: string | undefined;
}

/** How many are shown at once: the newest. */
const MOST = 4;

const TITLES: Readonly<Record<Notice["kind"], string>> = {
  value: "A value that does not fit",
  row: "A row that is not there",
  change: "A reader that writes",
  outside: "State outside the world",
  threw: "The rules have thrown",
  rules: "Rules",
  refused: "The rules can't be loaded: the match goes on under those before",
  page: "The page has thrown",
};

export class Notices {
  readonly #root = document.createElement("div");
  readonly #goOn: () => void;
  readonly #closed = new Set<string>();
  #notices: Notice[] = [];
  #stopped: Stopped | undefined;

  /** @param goOn the match is let go on */
  constructor(within: HTMLElement, goOn: () => void) {
    this.#goOn = goOn;
    this.#root.className = "dev-notices";
    within.append(this.#root);
  }

  add(notice: Notice): void {
    if (this.#closed.has(notice.key)) return;
    const known = this.#notices.find(({ key }) => key === notice.key);
    if (known && known.text === notice.text && known.at === notice.at) return;
    this.#notices = [...this.#notices.filter(({ key }) => key !== notice.key), notice];
    this.#show();
  }

  /** Takes back what no longer holds. */
  drop(gone: (notice: Notice) => boolean): void {
    const left = this.#notices.filter((notice) => !gone(notice));
    if (left.length === this.#notices.length) return;
    this.#notices = left;
    this.#show();
  }

  /** The match stands still: its game has thrown. */
  stopped(stopped: Stopped | undefined): void {
    if (JSON.stringify(stopped) === JSON.stringify(this.#stopped)) return;
    this.#stopped = stopped;
    this.#show();
  }

  #close({ key }: Notice): void {
    this.#closed.add(key);
    this.drop((notice) => notice.key === key);
  }

  #show(): void {
    render(
      html`${this.#stopped ? stoppedView(this.#stopped, this.#goOn) : nothing}
      <div class="dev-corner">${this.#notices.slice(-MOST).map((notice) => this.#view(notice))}</div>`,
      this.#root,
    );
  }

  #view(notice: Notice): TemplateResult {
    const { kind, text, at } = notice;
    return html`
      <aside class="dev-notice" role="status" data-kind=${kind} data-testid="dev-notice">
        <b>${TITLES[kind]}</b>
        <button aria-label="Close" @click=${() => this.#close(notice)}>✕</button>
        <p>${text}</p>
        ${at ? html`<code>${at}</code>` : nothing}
      </aside>`;
  }
}

const stoppedView = ({ text, at, tick }: Stopped, goOn: () => void): TemplateResult => html`
  <aside class="dev-stopped" role="alert" data-testid="dev-stopped">
    <b>The match stands still at tick ${tick}: its rules have thrown.</b>
    <p>${text}</p>
    ${at ? html`<code>${at}</code>` : nothing}
    <p class="dev-dim">Mend the rules, and it goes on from here by itself.</p>
    <button @click=${goOn}>Try again as it is</button>
  </aside>`;
