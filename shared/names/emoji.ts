/** Emoji in names: the invisible characters within one (joiners, variation selectors, tags) belong to it. */
import { regexp } from "./regexp.ts";

const PART = "\\p{Emoji}(?:\\p{Emoji_Modifier}|\\uFE0F?\\u20E3|\\uFE0F)?";
/** The flags of England, Scotland and Wales: a black flag, and "gb" and three letters more in tags. */
const FLAG = "\\u{1F3F4}\\u{E0067}\\u{E0062}[\\u{E0061}-\\u{E007A}]{3}\\u{E007F}";
/** What an emoji with something invisible in it can look like (UTS #51); not everything that does is one. */
const SHAPE = new RegExp(`${FLAG}|${PART}(?:\\u200D${PART})*`, "gu");
/** One whole emoji that Unicode recommends. Properties of strings need a flag that browsers have since 2023. */
const RECOMMENDED = regexp("^\\p{RGI_Emoji}$", "v");
/** Drawn as text, in one colour. A digit has no such style. */
const TEXT_STYLE = /(?![0-9#*])\p{Emoji}\uFE0E/gu;

/** With U+FE0F exactly where Unicode recommends it. Keyboards leave it out, or add it where it changes nothing. */
const qualified = (emoji: string): string =>
  emoji.replaceAll("\uFE0F", "").replace(/(?=\p{Emoji})\P{Emoji_Presentation}(?!\p{Emoji_Modifier})/gu, "$&\uFE0F");

const isEmoji = (text: string): boolean => RECOMMENDED?.test(qualified(text)) ?? true;

/** The text with an "x" in place of each emoji. */
export const withoutEmoji = (text: string): string =>
  text.replace(TEXT_STYLE, "x").replace(SHAPE, (part) => (isEmoji(part) ? "x" : part));
