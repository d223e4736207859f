/** Recognises a player across requests by a token that their browser keeps. No account, no cookie. */
import { sign, type Token, verify } from "./jwt.ts";
import type { Keys } from "./secrets.ts";

const DAY_S = 86_400;
/** How long a token is good for, in seconds. */
const LIFE_S = 90 * DAY_S;

export interface Player {
  /** 128 random bits in hexadecimal digits. */
  readonly id: string;
  /** The token to answer with: the one that was sent, or a new one. */
  readonly token: string;
}

const tokenOf = (keys: Keys): Token => ({ keys: keys.player, audience: "player" });

/** The id in a token that still holds, and whether it should be renewed. */
async function read(keys: Keys, token: string, now: number): Promise<{ id: string; ageing: boolean } | undefined> {
  const verified = await verify(tokenOf(keys), token, now);
  if (!verified.ok) return undefined;
  const { sub, exp } = verified.payload;
  if (sub === undefined || exp === undefined) return undefined;
  return { id: sub, ageing: !verified.current || exp - now / 1000 <= LIFE_S / 2 };
}

/** The id of the player whose token this is; undefined where it is none, or no longer good. */
export const knownPlayer = async (keys: Keys, token: string, now: number): Promise<string | undefined> =>
  (await read(keys, token, now))?.id;

/**
 * The player of a request; a new one if it carries no good token. A token past half of its life, or of the previous secret, is
 * renewed, so that a player who comes back now and then stays the same.
 * @param authorization the request's header of that name
 */
export async function identify(keys: Keys, authorization: string | undefined, now: number): Promise<Player> {
  const sent = /^Bearer +([^ ]+)$/i.exec(authorization ?? "")?.[1];
  const known = sent === undefined ? undefined : await read(keys, sent, now);
  if (sent !== undefined && known && !known.ageing) return { id: known.id, token: sent };
  const id = known?.id ?? crypto.randomUUID().replaceAll("-", "");
  return { id, token: await sign(tokenOf(keys), { sub: id }, LIFE_S, now) };
}
