/** Settings of sticks and buttons on glass. */
import { html } from "lit-html";
import type { SettingsStore } from "#client/settings.ts";
import { type Section, slider, toggle } from "./fields.ts";

export const touchSection = (settings: SettingsStore): Section => ({
  id: "touch",
  title: "Touch",
  view: () => html`
    ${slider(settings, "stick", { label: "Touch aim sensitivity" })}
    ${toggle(settings, "leftHanded", "Left-handed", "Aim and buttons on the left, move on the right.")}
    ${toggle(settings, "stickFixed", "Sticks in one place", "Always seen. Else each is where a thumb lands.")}
    ${slider(settings, "stickSize", { label: "Size of the sticks", min: 0.6, max: 1.6 })}
    ${slider(settings, "buttonSize", { label: "Size of the buttons", min: 0.7, max: 1.6 })}
    ${slider(settings, "touchOpacity", { label: "How well they are seen", min: 0.2, max: 1 })}`,
});
