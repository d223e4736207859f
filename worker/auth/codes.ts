/**
 * Codes of matches and parties, with which join links end. A code is an invitation, so it must not be guessable. Of a match's
 * eight characters are random, 40 bits; the last two, 10 bits, follow from them and the server's secret. So the
 * server recognises 1,023 of 1,024 codes that it has not given before it asks any object; and a guess has all 50 bits against it.
 */
import { CODE_ALPHABET, CODE_LENGTH, PARTY_CODE_LENGTH } from "#shared/protocol/index.ts";
import type { KeyRing } from "./jwt.ts";

/** So many of a code's characters follow from the others. */
const CHECK = 2;

/** The first bytes' last five bits each, as characters. */
const spell = (bytes: Uint8Array, length: number): string =>
  Array.from(bytes.subarray(0, length), (byte) => CODE_ALPHABET[byte & 31]).join("");

async function checkOf(key: CryptoKey, random: string): Promise<string> {
  return spell(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(random))), CHECK);
}

/** @param length of the code: matches and parties have codes of different lengths */
export async function newCode([key]: KeyRing, length = CODE_LENGTH): Promise<string> {
  const random = spell(crypto.getRandomValues(new Uint8Array(length - CHECK)), length - CHECK);
  return random + (await checkOf(key, random));
}

/** The code of a party: its check is made with another key than a match's. */
export const newPartyCode = (keys: KeyRing): Promise<string> => newCode(keys, PARTY_CODE_LENGTH);

/** Whether this server has given the code, under any of its secrets; of codes that it has not given, one of 1,024 passes. */
export async function isGiven(keys: KeyRing, code: string): Promise<boolean> {
  const [random, check] = [code.slice(0, -CHECK), code.slice(-CHECK)];
  for (const key of keys) if ((await checkOf(key, random)) === check) return true;
  return false;
}
