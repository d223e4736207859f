/**
 * Challenges of passkeys: what an authenticator signs, so that its answer is fresh. Signed and not stored, since any client may ask for one: the
 * player's object remembers those that were answered, so each counts once.
 */
import { base64url } from "jose";
import * as v from "valibot";
import { sign, type Token, verify } from "./jwt.ts";
import type { Keys } from "./secrets.ts";

/** How long a challenge may be answered, in seconds: people look for their key. */
const LIFE_S = 300;

/** What is answered: a new passkey of this player, or a sign-in, of which the player is not known yet. */
export type Purpose = { readonly register: string } | "sign-in";

const Payload = v.object({ jti: v.string(), exp: v.number(), for: v.string() });

const tokenOf = (keys: Keys): Token => ({ keys: keys.challenge, audience: "challenge" });
const wordOf = (purpose: Purpose): string => (purpose === "sign-in" ? purpose : `register ${purpose.register}`);

/** @returns the bytes of the challenge */
export async function newChallenge(keys: Keys, purpose: Purpose, now: number): Promise<Uint8Array<ArrayBuffer>> {
  const claims = { jti: crypto.randomUUID(), for: wordOf(purpose) };
  return new Uint8Array(new TextEncoder().encode(await sign(tokenOf(keys), claims, LIFE_S, now)));
}

export interface Challenge {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** @param text the challenge in base64url @returns undefined where it is none for this, or no longer */
export async function readChallenge(
  keys: Keys,
  purpose: Purpose,
  text: string,
  now: number,
): Promise<Challenge | undefined> {
  let token: string;
  try {
    token = new TextDecoder().decode(base64url.decode(text));
  } catch {
    // No base64url.
    return undefined;
  }
  const verified = await verify(tokenOf(keys), token, now);
  const payload = verified.ok ? v.safeParse(Payload, verified.payload) : undefined;
  if (!payload?.success || payload.output.for !== wordOf(purpose)) return undefined;
  return { id: payload.output.jti, expires: payload.output.exp * 1000 };
}
