/** The form of a match's code. The id of a player's recording has the same form. docs/HTTP.md */

/** Crockford's base 32: no I, L, O or U, which people take for other characters. */
export const CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Characters of a code. */
export const CODE_LENGTH = 10;

const CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`);

/**
 * Reads a code as people type it: in any case, with hyphens anywhere, O for 0 and I or L for 1.
 * @returns the code in its one true form; undefined where the text is no code. A server may still not have given it
 */
export function readCode(text: string): string | undefined {
  const code = text.replaceAll("-", "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return CODE.test(code) ? code : undefined;
}
