/** Settings of what is seen. */
import { html } from "lit-html";
import type { SettingsStore } from "#client/settings.ts";
import { COLOURS, colourOf, crosshairSvg } from "../../stage/crosshair-art.ts";
import { choice, type Section, slider, toggle } from "./fields.ts";

export const pictureSection = (settings: SettingsStore): Section => ({
  id: "picture",
  title: "Picture",
  view() {
    const { crosshairSize, crosshairColour } = settings.value;
    const colour = colourOf(crosshairColour);
    return html`
      ${toggle(settings, "shake", "Screen shake")}
      ${toggle(settings, "calm", "Less motion, fewer effects", "As your system says, until you change it here.")}
      ${toggle(settings, "killcam", "Killcam: show again how you died")}
      ${toggle(settings, "stats", "Net graph (N)")}
      ${choice({
        name: "crosshair",
        legend: "Crosshair",
        value: colour.name,
        choices: COLOURS.map(({ name, title }) => ({ value: name, title })),
        choose: (name) => settings.set({ crosshairColour: name }),
      })}
      ${slider(settings, "crosshairSize", { label: "Size of the crosshair", min: 0.5, max: 2.5 })}
      <div class="crosshair-sample" role="img" aria-label="The crosshair as it is seen">${crosshairSvg(crosshairSize, colour)}</div>`;
  },
});
