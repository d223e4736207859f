/** Settings that follow a player from device to device: what is of the player, and not of the device. */

import { fetchMe, keepSettings, rename } from "#client/net/account-api.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import type { SettingsStore } from "#client/settings.ts";

const FOLLOWING: readonly string[] = [
  ...["game", "modes", "shake", "calm", "killcam", "emotes", "bindings", "stick", "turning", "aimFollows"],
  ...["fireToggles", "scoresToggle", "padDead", "padFull", "padCurve", "padSwap", "leftHanded"],
  ...["crosshairSize", "crosshairColour"],
];

export const following = (settings: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => FOLLOWING.includes(name)));

/** After a change it may take so long until it is kept, in milliseconds: a slider changes often. */
const PAUSE_MS = 2000;

/** Brings settings and name from the server, and keeps there what is changed from now on. For players who have something to keep. */
export async function follow(api: Api, settings: SettingsStore): Promise<void> {
  const text = () => JSON.stringify(following(settings.chosen));
  let [keptName, kept] = [settings.value.name, text()];
  try {
    const me = await fetchMe(api);
    // What has been changed while the answer was on its way counts.
    if (settings.value.name === keptName && me.name !== "") settings.adopt({ name: me.name });
    if (text() === kept) settings.adopt(following(me.settings));
    [keptName, kept] = [me.name, JSON.stringify(following(me.settings))];
  } catch (error) {
    // What is here counts, and is kept once it changes.
    if (!(error instanceof ApiFailure)) throw error;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  settings.watch(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), PAUSE_MS);
  });
  async function tell(): Promise<void> {
    const [{ name }, now] = [settings.value, text()];
    try {
      if (name !== "" && name !== keptName) await rename(api, name);
      keptName = name;
      if (now !== kept) await keepSettings(api, following(settings.chosen));
      kept = now;
    } catch (error) {
      // It is tried again with the next change; the settings are in this browser all the same.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }
}
