/** The keys that sign. All are derived from one secret, each for one purpose: no kind of token passes for another. */
import type { Env } from "../env.ts";
import { SetupFault } from "../errors.ts";
import type { KeyRing } from "./jwt.ts";

export interface Keys {
  readonly ticket: KeyRing;
  readonly player: KeyRing;
  /** For the check part of match codes, and of party codes. */
  readonly code: KeyRing;
  readonly party: KeyRing;
  /** For the check part of transfer codes. */
  readonly transfer: KeyRing;
  /** Signs the challenges of passkeys. */
  readonly challenge: KeyRing;
  /** Hashes addresses, so that none is stored. It signs nothing, so the previous secret has none. */
  readonly address: CryptoKey;
}

/** The secrets of the environment. */
export type Secrets = Pick<Env, "TICKET_SECRET" | "TICKET_SECRET_PREVIOUS">;

const MIN_LENGTH = 32;

/** The secret of this name, if there is one. */
function read(env: Secrets, name: keyof Secrets): string | undefined {
  const secret = env[name];
  if (secret === undefined || secret === "") return undefined;
  if (secret.length < MIN_LENGTH) throw new SetupFault(`${name} is shorter than ${MIN_LENGTH} characters`);
  return secret;
}

/** The secret that signs, and after it the one whose signatures are good too. */
function secretsOf(env: Secrets): readonly [string, ...string[]] {
  const current = read(env, "TICKET_SECRET");
  if (current === undefined) throw new SetupFault("TICKET_SECRET is not set: run `wrangler secret put TICKET_SECRET`");
  const previous = read(env, "TICKET_SECRET_PREVIOUS");
  return previous === undefined ? [current] : [current, previous];
}

/** A key of this secret, for one purpose. */
export async function derive(secret: string, purpose: string): Promise<CryptoKey> {
  const text = new TextEncoder();
  const base = await crypto.subtle.importKey("raw", text.encode(secret), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: text.encode(`scrim/${purpose}`) };
  return crypto.subtle.deriveKey(how, base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign", "verify"]);
}

async function ring([first, ...others]: readonly [string, ...string[]], purpose: string): Promise<KeyRing> {
  return [await derive(first, purpose), ...(await Promise.all(others.map((secret) => derive(secret, purpose))))];
}

/** The keys that were derived last: the secrets of an isolate do not change. */
let last: { readonly secrets: string; readonly keys: Keys } | undefined;

/** @throws {SetupFault} no secret is set, or one that is too short */
export async function keysOf(env: Secrets): Promise<Keys> {
  const list = secretsOf(env);
  const secrets = JSON.stringify(list);
  if (last?.secrets === secrets) return last.keys;
  const keys = {
    ticket: await ring(list, "ticket"),
    player: await ring(list, "player"),
    code: await ring(list, "code"),
    party: await ring(list, "party"),
    transfer: await ring(list, "transfer"),
    challenge: await ring(list, "challenge"),
    address: await derive(list[0], "address"),
  };
  last = { secrets, keys };
  return keys;
}
