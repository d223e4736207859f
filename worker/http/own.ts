/** The player who asks for what is theirs alone, and the tokens of those who have something to keep. */
import type { Context } from "hono";
import * as v from "valibot";
import { KeptSettings } from "#shared/protocol/account.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import { type PlayerClaims, signPlayer } from "../auth/players.ts";
import { keysOf } from "../auth/secrets.ts";
import { Refusal } from "../errors.ts";
import { playerOf } from "../objects.ts";
import type { KeptPlayer, Profile } from "../player/rpc.ts";
import type { App } from "./app.ts";
import { knownBy, signedOut } from "./identified.ts";

/** The player who asks, and what is kept of them; undefined for a guest. */
export interface Own {
  readonly player: PlayerClaims;
  readonly kept: KeptPlayer | undefined;
}

/**
 * The player who asks. What belongs to them alone their object guards: it knows at once which tokens are good no more.
 * @throws {Refusal} 401
 */
export async function ownOf(c: Context<App>): Promise<Own> {
  const player = await knownBy(c);
  if (!player)
    throw new Refusal(401, API_ERROR.noToken, "this needs a player token: play a match, and send the one that comes");
  const kept = await playerOf(c.env, player.id).all();
  if (kept && player.generation < kept.profile.generation) throw signedOut();
  return { player, kept };
}

/** A token of this player, who has something to keep. */
export const tokenFor = async (c: Context<App>, { id, generation }: PlayerClaims, kept = true): Promise<string> =>
  signPlayer(await keysOf(c.env), { id, generation, kept }, Date.now());

/**
 * From now on the player who asks has something to keep.
 * @param name what they are called, where they have told none yet
 * @throws {Refusal} 401
 */
export async function keep(c: Context<App>, name = ""): Promise<PlayerClaims> {
  const { player, kept } = await ownOf(c);
  if (!kept && !(await playerOf(c.env, player.id).keep(name, player.generation))) throw signedOut();
  return player;
}

const SettingsText = v.pipe(v.string(), v.parseJson(), KeptSettings);

/** The settings that follow a player; none for a guest. */
export function settingsOf(profile: Profile | undefined): KeptSettings {
  const settings = v.safeParse(SettingsText, profile?.settings);
  return settings.success ? settings.output : {};
}
