/** Who somebody is, across requests: a token that their browser keeps. No account, no cookie. */
import { sign, type Token, verify } from "./jwt.ts";
import type { Keys } from "./secrets.ts";

const DAY_S = 86_400;
/** How long a token is good for, in seconds. */
const LIFE_S = 90 * DAY_S;

export interface Player {
  /** 128 random bits in hexadecimal digits. */
  readonly id: string;
  /** The token to answer with: the one that came, or a new one. */
  readonly token: string;
}

const tokenOf = (keys: Keys): Token => ({ key: keys.player, audience: "player" });

/** The id in a token that still holds, and when that is over, in seconds since 1970. */
async function read(keys: Keys, token: string, now: number): Promise<{ id: string; until: number } | undefined> {
  const verified = await verify(tokenOf(keys), token, now);
  if (!verified.ok) return undefined;
  const { sub, exp } = verified.payload;
  return sub === undefined || exp === undefined ? undefined : { id: sub, until: exp };
}

/**
 * The person who asks. Whoever comes without a good token is somebody new; a token past half of its life is
 * renewed, so that who plays now and then stays the same person.
 * @param authorization the request's header of that name
 */
export async function identify(keys: Keys, authorization: string | undefined, now: number): Promise<Player> {
  const sent = /^Bearer +([^ ]+)$/i.exec(authorization ?? "")?.[1];
  const known = sent === undefined ? undefined : await read(keys, sent, now);
  if (sent !== undefined && known && known.until - now / 1000 > LIFE_S / 2) return { id: known.id, token: sent };
  const id = known?.id ?? crypto.randomUUID().replaceAll("-", "");
  return { id, token: await sign(tokenOf(keys), { sub: id }, LIFE_S, now) };
}
