/** What a player has set for their hands, told to the page's style: on which side buttons of glass are, how large, how well seen. */
import type { Settings, SettingsStore } from "#client/settings.ts";

export function showHands(settings: SettingsStore, signal: AbortSignal): void {
  const root = document.documentElement;
  const show = ({ leftHanded, buttonSize, touchOpacity }: Settings) => {
    root.toggleAttribute("data-left-handed", leftHanded);
    root.style.setProperty("--touch-buttons", String(buttonSize));
    root.style.setProperty("--touch-seen", String(touchOpacity));
  };
  show(settings.value);
  signal.addEventListener("abort", settings.watch(show));
}
