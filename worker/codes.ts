/** Match codes: what a join link ends with. Knowing one is being invited, so they cannot be guessed: 50 bits. */

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

export function newCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}

/**
 * Reads a code as people type it: in any case, with hyphens anywhere, O for 0 and I or L for 1.
 * @returns its one true form; undefined where it is no code at all
 */
export function readCode(text: string): string | undefined {
  const code = text.replaceAll("-", "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return CODE.test(code) ? code : undefined;
}
