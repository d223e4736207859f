/** What an operator of the server says to all in the match: each line stands for a while, and then in a list. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { MatchNotice, Session } from "#client/session/types.ts";
import { NOTICE } from "#shared/protocol/index.ts";

/** Milliseconds that a line stands, and how many at once. */
const STANDS = 10_000;
const MOST = 2;

const timeOf = ({ at }: MatchNotice): string =>
  new Date(performance.timeOrigin + at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export class Notices {
  readonly #session: Pick<Session, "notices" | "watch">;
  readonly #redraw: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest: MatchNotice | undefined;

  /** @param signal the match is shown no more */
  constructor(session: Pick<Session, "notices" | "watch">, signal: AbortSignal, redraw: () => void) {
    this.#session = session;
    this.#redraw = redraw;
    const unwatch = session.watch(() => this.#changed());
    signal.addEventListener("abort", () => {
      unwatch();
      clearTimeout(this.#timer);
    });
    this.#changed();
  }

  /** A new line stands until its time is over, also where nothing else is drawn meanwhile. */
  #changed(): void {
    const newest = this.#session.notices?.at(-1);
    if (newest === this.#newest) return;
    this.#newest = newest;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#redraw, STANDS);
    this.#redraw();
  }

  /** The lines that are new. The region stands there before it says something: otherwise nothing of it would be read out. */
  view(): TemplateResult {
    const now = performance.now();
    const lines = (this.#session.notices ?? []).filter(({ at }) => now - at < STANDS).slice(-MOST);
    return html`
      <div class="announced" role="status" data-testid="notices">
        ${repeat(
          lines,
          (line) => line,
          ({ kind, text }) => html`
            <p data-over>${kind === NOTICE.announcement ? html`<b>From the operator</b> ` : nothing}<span dir="auto">${text}</span></p>`,
        )}
      </div>`;
  }

  /** All lines that have come since the page was opened; nothing where there are none. */
  list(): TemplateResult | typeof nothing {
    const notices = this.#session.notices ?? [];
    if (notices.length === 0) return nothing;
    return html`
      <section class="told-list" aria-labelledby="told-title" data-testid="told">
        <h3 id="told-title">From the operator</h3>
        <ol>${notices.map((notice) => html`<li><time class="dim">${timeOf(notice)}</time> <span dir="auto">${notice.text}</span></li>`)}</ol>
      </section>`;
  }
}
