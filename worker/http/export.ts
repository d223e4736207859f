/** All that the server keeps of a player, as a file for the player: docs/HTTP.md, "Your own player". */
import { tagOf } from "#shared/names/tag.ts";
import type { LadderProfile } from "#shared/protocol/ladder.ts";
import type { Games } from "#shared/sim/index.ts";
import type { Env } from "../env.ts";
import { type Own, settingsOf } from "./own.ts";
import { profilesOf } from "./own-ladders.ts";

const iso = (at: number): string => new Date(at).toISOString();

export interface PlayerExport {
  readonly format: "scrim-player-1";
  /** ISO 8601, UTC, as all dates here. */
  readonly at: string;
  readonly player: { readonly id: string; readonly tag: string; readonly name: string; readonly since?: string };
  /** Without the keys, which are of use to this server alone. */
  readonly passkeys: readonly { readonly label: string; readonly made: string; readonly used?: string }[];
  readonly blocked: readonly { readonly player: string; readonly name: string; readonly at: string }[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where the player was last: match, queue and party. */
  readonly where: object;
  readonly ladders: readonly LadderProfile[];
}

export async function exportOf(env: Env, games: Games, { player, kept }: Own): Promise<PlayerExport> {
  return {
    format: "scrim-player-1",
    at: iso(Date.now()),
    player: {
      id: player.id,
      tag: tagOf(player.id),
      name: kept?.profile.name ?? "",
      ...(kept && { since: iso(kept.profile.since) }),
    },
    passkeys:
      kept?.passkeys.map(({ label, made, used }) => ({ label, made: iso(made), ...(used && { used: iso(used) }) })) ??
      [],
    blocked: kept?.blocked.map(({ player: id, name, at }) => ({ player: id, name, at: iso(at) })) ?? [],
    settings: settingsOf(kept?.profile),
    where: kept?.where ?? {},
    ladders: await profilesOf(env, games, player.id),
  };
}
