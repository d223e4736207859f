/** Buttons for thumbs, which the page shows on touch screens alone. */
import { html, type TemplateResult } from "lit-html";
import type { TouchButton } from "../games/game-view.ts";
import type { Action } from "../input/controls.ts";

export interface TouchOptions {
  readonly buttons: readonly TouchButton[];
  click(action: Action): void;
  /** @param pointer what holds it */
  hold(action: Action, pointer: number): void;
}

export function touchView({ buttons, click, hold }: TouchOptions): TemplateResult {
  const down = (action: Action) => (event: PointerEvent) => {
    event.preventDefault();
    event.stopPropagation();
    hold(action, event.pointerId);
  };
  // A screen reader or a key presses it without a pointer: that is a click, with no count.
  const pressed = (action: Action) => (event: MouseEvent) => event.detail === 0 && click(action);
  // A long touch asks for a menu, which would take the other thumb off its stick.
  const forbid = (event: Event) => event.preventDefault();
  const button = ({ action, label }: TouchButton) => html`
    <button class="touch-button ${action}" data-testid="touch-${action}" @pointerdown=${down(action)} @click=${pressed(action)}
      @contextmenu=${forbid}>${label}</button>`;
  return html`<div class="touch-buttons" data-over>${buttons.map(button)}</div>`;
}
