/** Signed tokens. The one place that knows jose. */
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";

const ALGORITHM = "HS256";

/**
 * Three parts in base64url. The last character of the 43 that an HS256 signature takes carries 4 bits: with
 * the 2 spare ones free, four texts would be one token.
 */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

export interface Token {
  readonly key: CryptoKey;
  /** What the token is for; one for another purpose is refused. */
  readonly audience: string;
}

export type Verified =
  | { readonly ok: true; readonly payload: JWTPayload }
  | { readonly ok: false; readonly expired: boolean };

/** @param seconds how long it is good for, from `now` (milliseconds since 1970) on */
export function sign({ key, audience }: Token, claims: JWTPayload, seconds: number, now: number): Promise<string> {
  const issued = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(audience)
    .setIssuedAt(issued)
    .setExpirationTime(issued + seconds)
    .sign(key);
}

export async function verify({ key, audience }: Token, token: string, now: number): Promise<Verified> {
  if (!COMPACT.test(token)) return { ok: false, expired: false };
  try {
    const options = { algorithms: [ALGORITHM], audience, currentDate: new Date(now), requiredClaims: ["exp", "iat"] };
    return { ok: true, payload: (await jwtVerify(token, key, options)).payload };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { ok: false, expired: error instanceof errors.JWTExpired };
    throw error;
  }
}
