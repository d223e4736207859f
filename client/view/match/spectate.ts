/** A spectator's controls: which player to follow, and which moment to look at. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { NameOf } from "../games/game-view.ts";
import { icons } from "../parts/icons.ts";
import type { Eye } from "./eye.ts";
import type { Scrubber } from "./scrubber.ts";

export interface SpectateOptions {
  readonly eye: Eye;
  readonly nameOf: NameOf;
  /** How many watch; 0 = they are not counted. */
  readonly spectators: number;
  /** Whether the game tells where the action is. */
  readonly hasDirector: boolean;
  /** Whether there is more of the world than is seen at once. */
  readonly hasCamera: boolean;
  /** Undefined before there is anything to look back at. */
  readonly scrubber: Scrubber | undefined;
  /** What stands under the bar, in its measure. */
  readonly under: TemplateResult | typeof nothing;
  /** What else there is to do. */
  readonly ways: TemplateResult | typeof nothing;
  /** Shows nothing over the picture; and what the keys do. */
  clean(): void;
  keys(): void;
  changed(): void;
}

export function spectateView(options: SpectateOptions): TemplateResult {
  const { scrubber, under, ways } = options;
  return html`
    <section class="deck" data-over aria-label="Watching" data-testid="deck">
      ${scrubber?.bar() ?? nothing} ${under}
      <div class="deck-row">${scrubber?.buttons() ?? nothing} ${followView(options)} <div class="deck-end">${ways} ${moreView(options)} ${scrubber?.place() ?? nothing}</div></div>
    </section>`;
}

const moreView = ({ clean, keys }: SpectateOptions): TemplateResult => html`
  <div class="deck-more">
    <button class="quiet keys-button" aria-label="What the keys do" title="Keys (?)" data-testid="keys" @click=${keys}>${icons.keys}</button>
    <button class="quiet" aria-label="Nothing over the picture" title="Nothing over the picture (H); Esc brings all back" data-testid="clean"
      @click=${clean}>${icons.clean}</button>
  </div>`;

function followView({ eye, nameOf, spectators, hasDirector, hasCamera, changed }: SpectateOptions): TemplateResult {
  const act = (what: () => void) => () => {
    what();
    changed();
  };
  const directed = eye.directed && hasDirector;
  const text = eye.free ? "Free camera" : eye.seat < 0 ? "No players here" : nameOf(eye.seat);
  return html`
    <div class="spectate" role="group" aria-label="Player to follow">
      <button class="quiet" aria-label="Player before" title="Before (Q)" data-testid="spectate-prev" @click=${act(() => eye.step(-1))}>${icons.prev}</button>
      <div class="who">
        <span class="dim">${directed ? "Director" : "Watching"}${
          spectators > 0
            ? html`<span class="watchers" title="Watchers" data-testid="watchers">${icons.eye} ${spectators}<span class="unseen"> watching</span></span>`
            : nothing
        }</span>
        <b class="name" dir="auto" role=${directed ? "presentation" : "status"} data-testid="spectate-name">${text}</b>
      </div>
      <button class="quiet" aria-label="Next player" title="Next (E)" data-testid="spectate-next" @click=${act(() => eye.step(1))}>${icons.next}</button>
      ${
        hasDirector
          ? html`<button class="quiet ${directed ? "on" : ""}" aria-label="Director: follows the action" aria-pressed=${directed}
              title="Director: follows the action (C)" data-testid="director" @click=${act(() => eye.toggleDirected())}>${icons.director}</button>`
          : nothing
      }
      ${
        hasCamera
          ? html`<button class="quiet ${eye.free ? "on" : ""}" aria-label="Free camera" aria-pressed=${eye.free}
              title="Free camera (F): drag, or move by the arrows" data-testid="spectate-free" @click=${act(() => eye.toggleFree())}>${icons.free}</button>`
          : nothing
      }
    </div>`;
}
