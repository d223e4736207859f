/** A player who comes while a round is on, in a game that lets newcomers watch first: asks for the seat once the round is over. */
import { html, type TemplateResult } from "lit-html";
import type { Status } from "#shared/sim/index.ts";

/** From one try to the next, in milliseconds: the next round may have begun before the seat was asked for. */
const EVERY_MS = 3000;

export interface WatchFirstOptions {
  /** Of the match as it is shown; undefined before anything of it is. */
  status(): Status | undefined;
  /** Asks for the seat. */
  ask(): void;
  /** Ends when this match is shown no more. */
  readonly over: AbortSignal;
}

/** Looks at the match until its round is over, as it is shown: what is shown may be some seconds behind. */
export function watchFirst({ status, ask, over }: WatchFirstOptions): void {
  const timer = setInterval(() => {
    const now = status();
    if (now !== undefined && now !== "live") ask();
  }, EVERY_MS);
  over.addEventListener("abort", () => clearInterval(timer));
}

export const watchFirstView = (): TemplateResult => html`
  <aside class="toast" data-over role="status" data-testid="watch-first">
    <p>The round is on. You watch, and get a seat when it is over.</p>
  </aside>`;
