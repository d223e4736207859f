/** The feed: what players have done to each other, for a few seconds. */
import { html, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { NameOf, News } from "../games/game-view.ts";

/** Milliseconds that a line stands. */
const STANDS = 5000;
const MOST = 5;

interface Line {
  readonly id: number;
  readonly until: number;
  readonly by: string;
  readonly what: string;
  readonly to: string;
  readonly own: boolean;
}

export class EventFeed {
  #lines: readonly Line[] = [];
  #next = 0;

  add(news: readonly News[], eye: number, nameOf: NameOf, now: number): void {
    const lines = news.map(({ by, what, to }) => ({
      id: this.#next++,
      until: now + STANDS,
      by: by < 0 ? "" : nameOf(by),
      what,
      to: to < 0 ? "" : nameOf(to),
      own: eye >= 0 && (by === eye || to === eye),
    }));
    this.#lines = [...this.#lines, ...lines].filter(({ until }) => until > now).slice(-MOST);
  }

  /** What stood here was of another time. */
  clear(): void {
    this.#lines = [];
  }

  view(): TemplateResult {
    return html`
      <ol class="feed" aria-label="What happens" data-testid="feed">
        ${repeat(
          this.#lines,
          ({ id }) => id,
          ({ by, what, to, own }) =>
            html`<li class=${own ? "own" : ""}><b><bdi>${by}</bdi></b> <i>${what}</i> <b><bdi>${to}</bdi></b></li>`,
        )}
      </ol>`;
  }
}
