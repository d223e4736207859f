/** Settings of keyboard and mouse. */
import { html } from "lit-html";
import type { SettingsStore } from "#client/settings.ts";
import type { GameCard } from "../../games/game-view.ts";
import { BindingsTable } from "./bindings.ts";
import { type Section, slider, toggle } from "./fields.ts";

export function controlsSection(
  settings: SettingsStore,
  card: () => GameCard | undefined,
  redraw: () => void,
): Section {
  const table = new BindingsTable({ settings, card, redraw, pad: false });
  return {
    id: "controls",
    title: "Controls",
    leave: () => table.leave(),
    view: () => html`
      ${toggle(settings, "fireToggles", "Fire with one press", "The next press stops. A death stops too.")}
      ${toggle(settings, "scoresToggle", "Scores with one press", "The next press hides them.")}
      ${slider(settings, "turning", { label: "Turning speed of the aim keys" })}
      ${toggle(settings, "aimFollows", "Aim where I move", "With keys alone, while no aim key is held.")}
      <p class="dim">The mouse aims where it points, as fast as your system moves it.</p>
      ${table.view()}`,
  };
}
