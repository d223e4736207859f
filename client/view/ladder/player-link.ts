/** A player's name that leads to their profile. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { PlayerName } from "#shared/protocol/ladder.ts";
import { profilePath } from "../router.ts";

const folded = (name: string): string => name.normalize("NFKC").toLowerCase();

/** Of which of these players the name alone does not say who they are: their ids. */
export function alike(players: readonly PlayerName[]): ReadonlySet<string> {
  const by = new Map<string, Set<string>>();
  for (const { player, name } of players) {
    const key = folded(name);
    by.set(key, (by.get(key) ?? new Set()).add(player));
  }
  return new Set([...by.values()].filter(({ size }) => size > 1).flatMap((ids) => [...ids]));
}

export interface PlayerLinkOptions {
  readonly player: PlayerName;
  /** Whether the tag is shown. */
  readonly tagged: boolean;
  go(path: string): void;
}

/** A press with a key that opens another tab is the browser's. */
const isPlain = (event: MouseEvent): boolean =>
  !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0);

/** Follows a link of this site within the page. */
export const within = (path: string, go: (path: string) => void) => (event: MouseEvent) => {
  if (!isPlain(event)) return;
  event.preventDefault();
  go(path);
};

export function playerLink({ player: { player, name, tag }, tagged, go }: PlayerLinkOptions): TemplateResult {
  const path = profilePath(player);
  return html`<a class="player" href=${path} @click=${within(path, go)}><bdi class="name">${name}</bdi>${tagged ? html` <span class="name-tag">#${tag}</span>` : nothing}</a>`;
}
