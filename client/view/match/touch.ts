/** Buttons for thumbs, which the page shows on touch screens alone. */
import { html, type TemplateResult } from "lit-html";
import type { TouchButton } from "../games/game-view.ts";
import type { Action } from "../input/intent.ts";

export interface TouchOptions {
  readonly buttons: readonly TouchButton[];
  click(action: Action): void;
  hold(action: Action, down: boolean): void;
}

export function touchView({ buttons, click, hold }: TouchOptions): TemplateResult {
  const set = (action: Action, down: boolean) => (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    // A tap may be shorter than a tick.
    if (down) click(action);
    hold(action, down);
  };
  const button = ({ action, label }: TouchButton) => html`
    <button class="touch-button ${action}" data-testid="touch-${action}" @pointerdown=${set(action, true)} @pointerup=${set(action, false)}
      @pointercancel=${set(action, false)} @pointerleave=${set(action, false)}>${label}</button>`;
  return html`<div class="touch-buttons">${buttons.map(button)}</div>`;
}
