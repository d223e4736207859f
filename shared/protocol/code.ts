/** A match's code, as join links carry it and players type it. */

/** Crockford's base 32: no I, L, O or U. */
export const CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 10;

const CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`);

/**
 * Reads a code as players type it: in any case, with hyphens anywhere, O for 0 and I or L for 1.
 * @returns its canonical form; undefined where it is no code
 */
export function readCode(text: string): string | undefined {
  const code = text.replaceAll("-", "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return CODE.test(code) ? code : undefined;
}
