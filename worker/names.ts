/** Players' names: what other people must look at. */

/** The most characters, as people count them: an emoji is one. */
export const MAX_CHARACTERS = 20;
/** The most UTF-16 code units: families of emoji, and accents, take several for each character. */
export const MAX_UNITS = 80;
/** The most accents on one character; no language needs more, and towers of them cover the lines above. */
const MAX_MARKS = 3;

export type CleanName = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly message: string };

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Properties of whole strings need a flag that TypeScript does not know before ES2024; workerd does. */
const SETS: string = "gv";
/** A whole emoji, with what joins its parts. */
const EMOJI = new RegExp("\\p{RGI_Emoji}", SETS);
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/** Format characters and those that show nothing: zero-width ones, fillers, tags, variation selectors, blanks. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const TOWER = new RegExp(`[\\p{Mn}\\p{Me}]{${MAX_MARKS + 1},}`, "u");

/** Each rule, and what to tell whom it hits. They see the name without its emoji, whose inner joiners are fine. */
const RULES: readonly (readonly [broken: (text: string) => boolean, message: string])[] = [
  [(text) => /\p{Cc}/u.test(text), "a name has no control characters"],
  [(text) => BIDI.test(text), "a name has no marks that change the direction of writing"],
  [(text) => INVISIBLE.test(text), "a name has no invisible characters"],
  [(text) => /[\p{Cn}\p{Co}]/u.test(text), "a name has no characters that Unicode does not define"],
  [(text) => /^\p{M}/u.test(text), "a name does not begin with an accent that belongs to a character before it"],
  [(text) => TOWER.test(text), `a character has at most ${MAX_MARKS} accents`],
];

const refuse = (message: string): CleanName => ({ ok: false, message });

/**
 * Makes a name fit to be shown, or says which rule it breaks.
 *
 * The result is in Unicode's NFC, without space at its ends, and with single plain spaces within; it has 1
 * to 20 characters as people count them, all of them visible, and at most 80 UTF-16 code units. Refused
 * are control characters, marks that change the direction of writing, invisible characters (but for the
 * joiners within an emoji), characters that Unicode does not define, lone surrogates, and towers of accents.
 * Letters, digits and signs of any script are fine, `<` and `&` among them: a name is text, never markup.
 */
export function cleanName(raw: string): CleanName {
  if (/\p{Cs}/u.test(raw)) return refuse("a name has no halves of surrogate pairs");
  // Before any work that grows with the length. NFC at most triples it.
  if (raw.length > MAX_UNITS * 4) return refuse(`a name has at most ${MAX_CHARACTERS} characters`);
  const name = raw
    .normalize("NFC")
    .trim()
    .replace(/\p{Zs}+/gu, " ");
  if (name === "") return refuse("a name has at least one character");
  const plain = name.replace(EMOJI, "x");
  const broken = RULES.find(([isBroken]) => isBroken(plain));
  if (broken) return refuse(broken[1]);
  if ([...segmenter.segment(name)].length > MAX_CHARACTERS)
    return refuse(`a name has at most ${MAX_CHARACTERS} characters`);
  if (name.length > MAX_UNITS) return refuse(`a name has at most ${MAX_UNITS} UTF-16 code units`);
  return { ok: true, name };
}
