/** A device that is to be another player: what it gets. */
import type { Context } from "hono";
import { tagOf } from "#shared/names/tag.ts";
import type { SignedIn } from "#shared/protocol/account.ts";
import type { Profile } from "../player/rpc.ts";
import type { App } from "./app.ts";
import { askerOf } from "./identified.ts";
import { settingsOf, tokenFor } from "./own.ts";

/** A player, as a code or a passkey has named them. */
export interface Found {
  readonly id: string;
  readonly profile: Profile;
}

/** What a device gets that is to be this player. */
export async function signedIn(c: Context<App>, { id, profile }: Found): Promise<SignedIn> {
  const { name, generation } = profile;
  const asker = await askerOf(c);
  const player = await tokenFor(c, { id, generation, kept: true });
  return { name, tag: tagOf(id), player, same: asker?.id === id, settings: settingsOf(profile) };
}
