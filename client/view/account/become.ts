/** This browser becomes another player: what it has remembered of the one before is no longer its own. */
import { LastMatch } from "#client/last-match.ts";
import type { Identity } from "#client/net/identity.ts";
import { PartyMemory } from "#client/party-memory.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { SignedIn } from "#shared/protocol/account.ts";
import { following } from "./following.ts";

/** @param player undefined: a new one, from the next match on */
export function become(identity: Identity, settings: SettingsStore, player: SignedIn | undefined): void {
  identity.become(player?.player);
  if (player) settings.adopt({ ...following(player.settings), ...(player.name !== "" && { name: player.name }) });
  const last = new LastMatch();
  if (last.code !== undefined) last.left(last.code);
  new PartyMemory().left(true);
  // Lines and searches of the player before end with the page.
  location.assign(player ? "/account" : "/");
}
