/** Characters as people count them. */
import { withoutEmoji } from "./emoji.ts";

/** Undefined in browsers before 2024. */
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "grapheme" }) : undefined;

/** An emoji is one, and so is a letter with its accents, or a consonant with the vowel signs around it. */
export function countCharacters(text: string): number {
  if (segmenter) return [...segmenter.segment(text)].length;
  const plain = withoutEmoji(text.replace(/\p{Regional_Indicator}{2}/gu, "x"));
  return plain.match(/[^\p{M}\p{Cf}]/gu)?.length ?? 0;
}
