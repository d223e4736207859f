/** Settings of what is heard, and of what others say. */
import { html } from "lit-html";
import type { SettingsStore } from "#client/settings.ts";
import { type Section, slider, toggle } from "./fields.ts";

export const soundSection = (settings: SettingsStore): Section => ({
  id: "sound",
  title: "Sound",
  view: () => html`
    ${slider(settings, "volume", { label: "Volume" })}
    ${toggle(settings, "muted", "Mute all sounds", "", "mute-all")}
    ${toggle(settings, "emotes", "Emotes and pings of others")}`,
});
