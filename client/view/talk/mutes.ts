/** Whose signs and marks a player does not want to see: by name, since a player's id is not told to others. */
import type { SettingsStore } from "#client/settings.ts";

/** More names are not kept: the oldest go. */
export const MOST_MUTED = 100;

/** Without a tag: a player has one only while another is called alike, and is not heard for it. */
const bare = (name: string): string => name.replace(/ #[0-9A-Z]{4}$/, "");

export const isMuted = ({ value: { mutedNames } }: SettingsStore, name: string): boolean =>
  mutedNames.some((one) => bare(one) === bare(name));

/** Mutes this player, or hears them again. */
export function toggleMuted(settings: SettingsStore, name: string): void {
  const others = settings.value.mutedNames.filter((one) => bare(one) !== bare(name));
  const muted = isMuted(settings, name) ? others : [...others, name];
  settings.set({ mutedNames: muted.slice(-MOST_MUTED) });
}
