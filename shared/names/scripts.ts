/**
 * Characters that the world's scripts need in a name: invisible characters that change how the letters beside them are
 * drawn, and marks that stack. Unicode's own sources are named; a regular expression can't ask for Joining_Type or
 * Canonical_Combining_Class, so both are written out here, by script.
 */
import { regexp } from "./regexp.ts";

/** By script: the signs that take a consonant's vowel away (Canonical_Combining_Class=Virama). */
const VIRAMAS: Readonly<Record<string, string>> = {
  Ahom: "\u{1172B}",
  Balinese: "\u1B44",
  Batak: "\u1BF2\u1BF3",
  Bengali: "\u09CD",
  Bhaiksuki: "\u{11C3F}",
  Brahmi: "\u{11046}\u{11070}\u{1107F}",
  Chakma: "\u{11133}\u{11134}",
  Devanagari: "\u094D",
  Dives_Akuru: "\u{1193D}\u{1193E}",
  Dogra: "\u{11839}",
  Grantha: "\u{1134D}",
  Gujarati: "\u0ACD",
  Gunjala_Gondi: "\u{11D97}",
  Gurmukhi: "\u0A4D",
  Gurung_Khema: "\u{1612F}",
  Hanunoo: "\u1734",
  Javanese: "\uA9C0",
  Kaithi: "\u{110B9}",
  Kannada: "\u0CCD",
  Kawi: "\u{11F41}\u{11F42}",
  Kharoshthi: "\u{10A3F}",
  Khmer: "\u17D2",
  Khojki: "\u{11235}",
  Khudawadi: "\u{112EA}",
  Lao: "\u0EBA",
  Malayalam: "\u0D3B\u0D3C\u0D4D",
  Masaram_Gondi: "\u{11D44}\u{11D45}",
  Meetei_Mayek: "\uAAF6\uABED",
  Modi: "\u{1163F}",
  Myanmar: "\u1039\u103A",
  Nandinagari: "\u{119E0}",
  Newa: "\u{11442}",
  Oriya: "\u0B4D",
  Rejang: "\uA953",
  Saurashtra: "\uA8C4",
  Sharada: "\u{111C0}",
  Siddham: "\u{115BF}",
  Sinhala: "\u0DCA",
  Soyombo: "\u{11A99}",
  Sundanese: "\u1BAA\u1BAB",
  Syloti_Nagri: "\uA806\uA82C",
  Tagalog: "\u1714\u1715",
  Tai_Tham: "\u1A60",
  Takri: "\u{116B6}",
  Tamil: "\u0BCD",
  Telugu: "\u0C4D",
  Thai: "\u0E3A",
  Tibetan: "\u0F84",
  Tifinagh: "\u2D7F",
  Tirhuta: "\u{114C2}",
  Tulu_Tigalari: "\u{113CE}\u{113CF}\u{113D0}",
  Zanabazar_Square: "\u{11A34}\u{11A47}",
};

/** Those of them that draw nothing themselves, but put the next letter below or inside the one before. */
export const STACKERS =
  "\u1039\u17D2\u1A60\u1BAB\u2D7F\uAAF6\u{10A3F}\u{1107F}\u{11133}\u{113D0}\u{1193E}\u{11A47}\u{11A99}\u{11D45}\u{11D97}\u{11F42}";

/** They turn and fill the SignWriting symbol before them. */
export const SIGN_MODIFIERS = "\u{1DA9B}-\u{1DA9F}\u{1DAA1}-\u{1DAAF}";

/** Living scripts whose letters join, as in Arabic, and those of old books that work alike. */
const CURSIVE = "Adlam Arabic Hanifi_Rohingya Mandaic Manichaean Mongolian Nko Phags_Pa Syriac".split(" ");

/** Keyboards of these scripts put U+200B between words, where others have a space. */
const WITHOUT_SPACES = /[\p{scx=Khmer}\p{scx=Lao}\p{scx=Myanmar}\p{scx=Thai}]/u;

/** One expression, of one for each script that this engine knows. */
function eachOf(scripts: readonly string[], source: (script: string) => string): RegExp {
  const known = scripts.filter((script) => regexp(`\\p{scx=${script}}`, "u") !== undefined);
  return new RegExp(known.map(source).join("|"), "gu");
}

/** Each matches invisible characters where they mean something. */
const MEANT: readonly RegExp[] = [
  eachOf(Object.keys(VIRAMAS), (script) => {
    const virama = `[${VIRAMAS[script]}]`;
    const own = `\\p{scx=${script}}`;
    return [
      // RFC 5892, CONTEXTJ: U+200C and U+200D after a virama, as in Sinhala ශ්‍රී.
      `(?<=${own}${virama})[\\u200C\\u200D]`,
      // The Unicode Standard, chapters 12 and 13: U+200D before a virama, as in Bengali র‍্যা and Kannada ರ‍್ಯ.
      `(?<=${own})\\u200D(?=${virama}${own})`,
      `(?<=${own})(?=${virama})[${STACKERS}](?=[\\u200C\\u200D]?${own})`,
    ].join("|");
  }),
  // RFC 5892, CONTEXTJ: U+200C between letters that would join, as in Persian علی‌رضا. The rule
  // does not ask which letters join: people write it after the others too.
  eachOf(CURSIVE, (script) => {
    const letter = `(?=\\p{scx=${script}})\\p{L}`;
    return `(?<=${letter}\\p{M}*)\\u200C(?=${letter})`;
  }),
  // Variants of ideographs, as in the Japanese name 渡邉󠄂, and of letters.
  /(?<=\p{Unified_Ideograph})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]/gu,
  /(?<=(?=\p{scx=Mongolian})\p{L})[\u180B-\u180D\u180F]|(?<=(?=\p{scx=Myanmar})\p{L})\uFE00/gu,
  // Mongolian: U+180E before a last vowel that stands apart, as in ᠳᠤᠯᠮ᠎ᠠ.
  /(?<=(?=\p{scx=Mongolian})\p{L})\u180E(?=[\u1820\u1821](?!\p{scx=Mongolian}))/gu,
  new RegExp(`(?<=\\p{scx=SignWriting})[${SIGN_MODIFIERS}]`, "gu"),
];

/** The text without invisible characters that have a meaning where they stand. Those that are left have none. */
export const withoutMeant = (text: string): string => MEANT.reduce((rest, meant) => rest.replace(meant, ""), text);

/** The text without the breaks that keyboards of scripts without spaces put between its words. */
export const withoutBreaks = (text: string): string =>
  WITHOUT_SPACES.test(text) ? text.replaceAll("\u200B", "") : text;
