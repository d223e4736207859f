/** Settings of gamepads. */
import { html } from "lit-html";
import type { SettingsStore } from "#client/settings.ts";
import type { GameCard } from "../../games/game-view.ts";
import { BindingsTable } from "./bindings.ts";
import { type Section, slider, toggle } from "./fields.ts";

export function gamepadSection(settings: SettingsStore, card: () => GameCard | undefined, redraw: () => void): Section {
  const table = new BindingsTable({ settings, card, redraw, pad: true });
  return {
    id: "gamepad",
    title: "Gamepad",
    leave: () => table.leave(),
    view: () => html`
      <p class="dim">In menus: the cross or a stick moves, A presses, B goes back.</p>
      ${toggle(settings, "padSwap", "Left stick aims, right stick moves")}
      ${slider(settings, "padDead", { label: "Inner dead zone", min: 0.05, max: 0.5, step: 0.01 })}
      ${slider(settings, "padFull", { label: "Full from", min: 0.6, max: 1, step: 0.01 })}
      ${slider(settings, "padCurve", { label: "Gentle around the middle" })}
      ${toggle(settings, "vibrates", "Vibration", "When you are hit, and at goals. Phones too.", "vibrates")}
      ${table.view()}`,
  };
}
