/** The feed: what players have done to each other, for a few seconds. */
import { html, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { NameOf, News, Sight } from "../games/game-view.ts";

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

  /** @param sight beside a world that is seen whole there is room for few lines */
  view(sight: Sight): TemplateResult {
    return html`
      <ol class="feed ${sight}" data-over aria-label="What happens" data-testid="feed">
        ${repeat(
          this.#lines,
          ({ id }) => id,
          ({ by, what, to, own }) =>
            html`<li class=${own ? "own" : ""}><bdi class="name">${by}</bdi> <i>${what}</i> <bdi class="name">${to}</bdi></li>`,
        )}
      </ol>`;
  }
}
