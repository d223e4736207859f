/** Clear lines to the player for what they have just done: each stands for a moment, the newest last. */
import { html, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Callout } from "../games/game-view.ts";

/** Milliseconds that a line stands, and how many at once. */
const STANDS = 2600;
const MOST = 2;

interface Line extends Callout {
  readonly id: number;
  readonly until: number;
}

export class Callouts {
  #lines: readonly Line[] = [];
  #next = 0;

  add(callouts: readonly Callout[], now: number): void {
    if (callouts.length === 0 && !this.#lines.some(({ until }) => until <= now)) return;
    const lines = callouts.map((callout) => ({ ...callout, id: this.#next++, until: now + STANDS }));
    this.#lines = [...this.#lines, ...lines].filter(({ until }) => until > now).slice(-MOST);
  }

  /** What stood here was of another time. */
  clear(): void {
    this.#lines = [];
  }

  view(): TemplateResult {
    return html`
      <div class="callouts" role="status" data-testid="callouts">
        ${repeat(
          this.#lines,
          ({ id }) => id,
          ({ title, text, tone }) => html`<p class=${tone} data-over="body"><b>${title}</b> <span>${text}</span></p>`,
        )}
      </div>`;
  }
}
