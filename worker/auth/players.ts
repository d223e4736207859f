/** Recognises a player across requests by a token that their browser keeps. No cookie; an account only for those who want one. */
import * as v from "valibot";
import { sign, type Token, verify } from "./jwt.ts";
import type { Keys } from "./secrets.ts";

const DAY_S = 86_400;
/** How long a token is good for, in seconds. */
const LIFE_S = 90 * DAY_S;
export const TOKEN_MS = LIFE_S * 1000;

/** What a player token says. */
export interface PlayerClaims {
  /** 128 random bits in hexadecimal digits. */
  readonly id: string;
  /** Counts how often the player has signed out everywhere: tokens of older generations are good no more. */
  readonly generation: number;
  /** The player has something to keep: there is a Player object. */
  readonly kept: boolean;
}

export interface Player extends PlayerClaims {
  /** The token to answer with: the one that was sent, or a new one. */
  readonly token: string;
}

/** A player whose token holds, but for what has been revoked. */
export interface KnownPlayer extends PlayerClaims {
  /** The token should be renewed. */
  readonly ageing: boolean;
}

const tokenOf = (keys: Keys): Token => ({ keys: keys.player, audience: "player" });

/** Tokens of older builds have neither of the last two. */
const Payload = v.object({
  sub: v.string(),
  exp: v.number(),
  gen: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  kept: v.optional(v.boolean(), false),
});

/** The player whose token this is; undefined where it is none, or has expired. What is revoked is for the caller to ask. */
export async function readPlayer(keys: Keys, token: string, now: number): Promise<KnownPlayer | undefined> {
  const verified = await verify(tokenOf(keys), token, now);
  const payload = verified.ok ? v.safeParse(Payload, verified.payload) : undefined;
  if (!verified.ok || !payload?.success) return undefined;
  const { sub, exp, gen, kept } = payload.output;
  const ageing = !verified.current || exp - now / 1000 <= LIFE_S / 2;
  return { id: sub, generation: gen, kept, ageing };
}

/** A new token of this player. What is usual it does not say. */
export const signPlayer = (keys: Keys, { id, generation, kept }: PlayerClaims, now: number): Promise<string> =>
  sign(tokenOf(keys), { sub: id, ...(generation > 0 && { gen: generation }), ...(kept && { kept }) }, LIFE_S, now);

/** The token in a request's header `Authorization`. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +([^ ]+)$/i.exec(authorization ?? "")?.[1];

/**
 * The player of a request; a new one if it carries no good token. A token past half of its life, or of the previous secret, is
 * renewed, so that a player who comes back now and then stays the same.
 * @param sent the token
 * @param check throws where the token has been revoked
 * @param mayBeNew throws where no new player is made
 */
export async function identify(
  keys: Keys,
  sent: string | undefined,
  now: number,
  { check, mayBeNew }: { check(player: PlayerClaims): Promise<void>; mayBeNew(): Promise<void> },
): Promise<Player> {
  const known = sent === undefined ? undefined : await readPlayer(keys, sent, now);
  await (known ? check(known) : mayBeNew());
  const { id, generation, kept } = known ?? { id: newPlayerId(), generation: 0, kept: false };
  const claims = { id, generation, kept };
  const token = sent !== undefined && known && !known.ageing ? sent : await signPlayer(keys, claims, now);
  return { ...claims, token };
}

const newPlayerId = (): string => crypto.randomUUID().replaceAll("-", "");
