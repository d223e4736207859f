/** A spectator's controls: whom to follow, or a camera of one's own. */
import { html, type TemplateResult } from "lit-html";
import type { NameOf } from "../games/game-view.ts";
import { icons } from "../parts/icons.ts";
import type { Eye } from "./eye.ts";

export interface SpectateOptions {
  readonly eye: Eye;
  readonly nameOf: NameOf;
  changed(): void;
}

export function spectateView({ eye, nameOf, changed }: SpectateOptions): TemplateResult {
  const act = (what: () => void) => () => {
    what();
    changed();
  };
  const text = eye.free ? "Free camera" : eye.seat < 0 ? "Nobody to follow" : nameOf(eye.seat);
  return html`
    <div class="spectate" role="group" aria-label="Watching">
      <button class="quiet" aria-label="Player before" title="Before (Q)" data-testid="spectate-prev" @click=${act(() => eye.step(-1))}>${icons.prev}</button>
      <div class="who"><span class="dim">${icons.eye} Watching</span><b role="status" data-testid="spectate-name">${text}</b></div>
      <button class="quiet" aria-label="Next player" title="Next (E)" data-testid="spectate-next" @click=${act(() => eye.step(1))}>${icons.next}</button>
      <button class="quiet ${eye.free ? "on" : ""}" aria-label="Free camera" aria-pressed=${eye.free} title="Free camera (F)" data-testid="spectate-free"
        @click=${act(() => eye.toggleFree())}>${icons.free}</button>
    </div>`;
}
