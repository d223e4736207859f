/** The keys that sign. All follow from one secret, each for one purpose: no kind of token passes for another. */
import type { Env } from "./env.ts";

export interface Keys {
  readonly ticket: CryptoKey;
  readonly player: CryptoKey;
}

/** The server is not set up. Its message is for whoever deploys, and names no secret: it may be answered. */
export class SetupFault extends Error {
  override readonly name = "SetupFault";
}

const MIN_LENGTH = 32;

/** For play on one's own machine. Known to all, so it must never sign anything else. */
const LOCAL_SECRET = "scrim: only for play on this machine";

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "127.0.0.1" || hostname === "[::1]";

function secretOf(env: Pick<Env, "TICKET_SECRET">, hostname: string): string {
  const secret = env.TICKET_SECRET;
  if (secret === undefined || secret === "") {
    if (isLoopback(hostname)) return LOCAL_SECRET;
    throw new SetupFault("TICKET_SECRET is not set: run `wrangler secret put TICKET_SECRET`");
  }
  if (secret.length < MIN_LENGTH) throw new SetupFault(`TICKET_SECRET is shorter than ${MIN_LENGTH} characters`);
  return secret;
}

async function derive(secret: string, purpose: string): Promise<CryptoKey> {
  const text = new TextEncoder();
  const base = await crypto.subtle.importKey("raw", text.encode(secret), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: text.encode(`scrim/${purpose}`) };
  return crypto.subtle.deriveKey(how, base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign", "verify"]);
}

/** The keys that were derived last: an isolate has one secret. */
let last: { readonly secret: string; readonly keys: Keys } | undefined;

/**
 * @param hostname where the request went: only on a loopback name is there a built-in secret
 * @throws {SetupFault} no secret is set, or too short a one
 */
export async function keysOf(env: Pick<Env, "TICKET_SECRET">, hostname: string): Promise<Keys> {
  const secret = secretOf(env, hostname);
  if (last?.secret === secret) return last.keys;
  const keys = { ticket: await derive(secret, "ticket"), player: await derive(secret, "player") };
  last = { secret, keys };
  return keys;
}
