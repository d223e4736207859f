/** A page that says one thing, and offers ways on. */
import { html, type TemplateResult } from "lit-html";
import { wordmark } from "../parts/icons.ts";
import type { Page, Shell } from "../shell.ts";

export interface Way {
  readonly label: string;
  readonly testId?: string;
  go(): void;
}

export interface Notice {
  readonly title: string;
  readonly text: string;
  /** What else there is to read. */
  readonly more?: TemplateResult;
  /** Besides the way back to the start. */
  readonly ways?: readonly Way[];
}

/** A part of the page's own code does not come: there may be another after an update, so only the whole page helps. */
export const UNLOADED: Notice = {
  title: "This page did not load",
  text: "A part of it did not come: there is a newer version of it, or no connection. Load it again.",
  ways: [{ label: "Load again", testId: "load-again", go: () => location.reload() }],
};

/** The page's own code has thrown. */
export const FAULT: Notice = {
  title: "This page has a fault",
  text: "It is not your doing. Load the page again.",
  ways: [{ label: "Load again", testId: "load-again", go: () => location.reload() }],
};

export const noticeView = (shell: Shell, { title, text, more, ways = [] }: Notice): TemplateResult => html`
  <main class="centred">
    <div class="panel notice">
      <a class="home" href="/" @click=${(event: Event) => {
        event.preventDefault();
        shell.go("/");
      }}>${wordmark}</a>
      <h1>${title}</h1>
      <p role="status">${text}</p>
      ${more}
      <div class="column">
        ${ways.map(
          ({ label, testId, go }, i) =>
            html`<button class=${i === 0 ? "primary" : ""} data-testid=${testId ?? ""} @click=${() => go()}>${label}</button>`,
        )}
        <button class=${ways.length === 0 ? "primary" : "quiet"} data-testid="home" @click=${() => shell.go("/")}>To the start page</button>
      </div>
    </div>
  </main>`;

export class NoticePage implements Page {
  readonly title: string;
  readonly #shell: Shell;
  readonly #notice: Notice;

  constructor(shell: Shell, notice: Notice) {
    this.#shell = shell;
    this.#notice = notice;
    this.title = `${notice.title} · Scrim`;
  }

  view(): TemplateResult {
    return noticeView(this.#shell, this.#notice);
  }

  leave(): void {}
}
