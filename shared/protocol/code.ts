/** The form of a match's code. The id of a player's recording has the same form. docs/HTTP.md */

/** Crockford's base 32: no I, L, O or U, which people take for other characters. */
export const CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Characters of a code. */
export const CODE_LENGTH = 10;

/** Characters of a party's code: by their number it is told from a match's. */
export const PARTY_CODE_LENGTH = 12;

/** Characters of a transfer code, by which another device becomes the same player. It never stands beside a party's. */
export const TRANSFER_CODE_LENGTH = 12;

const formOf = (length: number) => new RegExp(`^[${CODE_ALPHABET}]{${length}}$`);
const CODE = formOf(CODE_LENGTH);
const PARTY_CODE = formOf(PARTY_CODE_LENGTH);
const TRANSFER_CODE = formOf(TRANSFER_CODE_LENGTH);

/** As people type it: in any case, with hyphens anywhere, O for 0 and I or L for 1. */
const plain = (text: string): string =>
  text.replaceAll("-", "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");

/**
 * Reads a match's code as people type it.
 * @returns the code in its one true form; undefined where the text is no code. A server may still not have given it
 */
export function readCode(text: string): string | undefined {
  const code = plain(text);
  return CODE.test(code) ? code : undefined;
}

/** As `readCode`, for the code of a party. */
export function readPartyCode(text: string): string | undefined {
  const code = plain(text);
  return PARTY_CODE.test(code) ? code : undefined;
}

/** As `readCode`, for a transfer code. */
export function readTransferCode(text: string): string | undefined {
  const code = plain(text.replace(/\s/g, ""));
  return TRANSFER_CODE.test(code) ? code : undefined;
}

/** A code as people read it: in groups of four. */
export const spellPartyCode = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");
