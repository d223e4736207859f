/** The rule for players' names, which all other players see: one for the name field, the settings and the server. */
import { countCharacters } from "./count.ts";
import { withoutEmoji } from "./emoji.ts";
import { SIGN_MODIFIERS, STACKERS, withoutBreaks, withoutMeant } from "./scripts.ts";
import { hasTower } from "./stacks.ts";

/** The most characters, as people count them: an emoji is one. */
export const MAX_CHARACTERS = 20;
/** The most UTF-16 code units, an emoji counted as one: a character can be made of many letters, as in कार्त्स्न्य. */
export const MAX_UNITS = 80;
/** Longer texts, in UTF-16 code units, are refused unread. The longest emoji has 15. */
const MAX_RAW = 1000;

export type CleanName =
  | { readonly ok: true; readonly name: string }
  /** `message` is a sentence for the player. */
  | { readonly ok: false; readonly message: string };

const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/** Characters for blanks and format that Unicode does not call default-ignorable: they draw nothing all the same. */
const BLANK = "\\u2800\\uFFFC\\u{13440}-\\u{13442}\\u{16FE4}\\u{1BC9D}\\u{1D159}";
const INVISIBLE = new RegExp(
  `[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}${BLANK}${STACKERS}${SIGN_MODIFIERS}]`,
  "u",
);

/**
 * Most names. They break no rule but the one of length, so for them no expression over all of Unicode is compiled: that
 * takes tens of milliseconds, in which a server that has just started lets no player in.
 */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Each rule, and a message for the player. A rule gets the name without emoji and without characters that its script
 * needs.
 */
const RULES: readonly (readonly [broken: (text: string) => boolean, message: string])[] = [
  [(text) => /\p{Cc}/u.test(text), "A name has no tabs, line breaks or other control characters. Type it anew."],
  [(text) => BIDI.test(text), "This name has hidden marks that change the direction of writing. Type it anew."],
  [(text) => /[\p{Cn}\p{Co}]/u.test(text), "This name has characters that Unicode does not define. Choose others."],
  [(text) => INVISIBLE.test(text), "This name has invisible characters. Type it anew."],
  [(text) => /^\p{M}/u.test(text), "A name does not begin with an accent. Put a letter before it."],
  [hasTower, "A letter of this name has too many accents. Take some away."],
];

const refuse = (message: string): CleanName => ({ ok: false, message });
const tooLong = (found: string): CleanName => refuse(`A name has at most ${MAX_CHARACTERS} characters; ${found}.`);

/**
 * Cleans a name, or says which rule it breaks. A clean name comes out as it went in.
 *
 * The result is in Unicode's NFC, without space at its ends, and with single plain spaces within; it has 1 to 20
 * characters as people count them, every one of them visible, and at most 80 UTF-16 code units, an emoji counted as
 * one. Refused are control characters, marks that change the direction of writing, invisible characters, characters
 * that Unicode does not define, lone surrogates, and towers of accents. Invisible characters are fine where they mean
 * something: within an emoji, and where the letters beside them are drawn otherwise for it. Letters, digits and signs
 * of any script are fine, `<` and `&` among them: a name is text, never markup.
 *
 * The engine's edition of Unicode decides which characters are defined, which are emoji, and where one character ends.
 */
export function cleanName(raw: string): CleanName {
  if (raw.length > MAX_RAW) return tooLong("this text is far longer");
  if (PLAIN.test(raw))
    return raw.length > MAX_CHARACTERS ? tooLong(`this one has ${raw.length}`) : { ok: true, name: raw };
  if (/\p{Cs}/u.test(raw)) return refuse("This name has half a character (a lone surrogate). Type it anew.");
  const name = withoutBreaks(raw)
    .normalize("NFC")
    .trim()
    .replace(/\p{Zs}+/gu, " ");
  if (name === "") return refuse("A name has at least one character.");
  const plain = withoutMeant(withoutEmoji(name));
  const broken = RULES.find(([isBroken]) => isBroken(plain));
  if (broken) return refuse(broken[1]);
  const count = countCharacters(name);
  if (count > MAX_CHARACTERS) return tooLong(`this one has ${count}`);
  if (plain.length > MAX_UNITS) return refuse("This name is too long. Make it shorter.");
  return { ok: true, name };
}
