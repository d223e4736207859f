/** How the player stands on a ladder, in a few words: for the start page. */
import { html, type TemplateResult } from "lit-html";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { playerProfile } from "#client/net/ladder-api.ts";
import { playerIn } from "#client/own-player.ts";
import { badgeView, standingOf } from "./grade.ts";

/**
 * @param token the player token
 * @returns undefined where they stand nowhere, or the server does not say it now
 */
export async function ownStanding(
  api: Api,
  token: string,
  at: { readonly game: string; readonly mode: string },
): Promise<TemplateResult | undefined> {
  const id = playerIn(token);
  if (id === undefined) return undefined;
  try {
    const { ladders } = await playerProfile(api, id);
    const row = ladders.find(({ game, mode }) => game === at.game && mode === at.mode)?.row;
    if (!row) return undefined;
    const text = row.placement > 0 ? standingOf(row) : `${row.tier} · ${row.points}`;
    return html`${badgeView(row)} <span><span class="unseen">Leaderboard. You: </span>${text}</span>`;
  } catch (error) {
    if (error instanceof ApiFailure) return undefined;
    throw error;
  }
}
