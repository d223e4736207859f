/** Signed tokens. The one place that knows jose. */
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";

const ALGORITHM = "HS256";

/**
 * Three parts in base64url. The last character of the 43 that an HS256 signature takes carries 4 bits: with
 * the 2 spare ones free, four texts would be one token.
 */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** Keys of one purpose. The first signs; a signature of any of them is good. */
export type KeyRing = readonly [CryptoKey, ...CryptoKey[]];

export interface Token {
  readonly keys: KeyRing;
  /** The purpose of the token; a token for another purpose is refused. */
  readonly audience: string;
}

export type Verified =
  /** `current`: the first key has signed it. */
  | { readonly ok: true; readonly payload: JWTPayload; readonly current: boolean }
  | { readonly ok: false; readonly expired: boolean };

/** @param seconds how long it is good for, from `now` (milliseconds since 1970) on */
export function sign({ keys, audience }: Token, claims: JWTPayload, seconds: number, now: number): Promise<string> {
  const issued = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(audience)
    .setIssuedAt(issued)
    .setExpirationTime(issued + seconds)
    .sign(keys[0]);
}

export async function verify({ keys, audience }: Token, token: string, now: number): Promise<Verified> {
  if (!COMPACT.test(token)) return { ok: false, expired: false };
  const options = { algorithms: [ALGORITHM], audience, currentDate: new Date(now), requiredClaims: ["exp", "iat"] };
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, options);
      return { ok: true, payload, current: key === keys[0] };
    } catch (error) {
      // jose checks the signature before the claims: another key may have signed it.
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      if (error instanceof errors.JOSEError) return { ok: false, expired: error instanceof errors.JWTExpired };
      throw error;
    }
  }
  return { ok: false, expired: false };
}
