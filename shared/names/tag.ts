/** Tags: what tells players of like names apart. */
import { CODE_ALPHABET } from "../protocol/code.ts";

/** Characters of a tag, 5 bits each: of 1,000 players of one name two have the same tag in 4 of 10 draws. */
const TAG_LENGTH = 4;

/** FNV-1a over the text's UTF-16 code units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * A player's tag: it follows from the id, so it is the same everywhere and for life. It proves nothing.
 * @returns four characters of Crockford's base 32
 */
export function tagOf(player: string): string {
  const hash = hashOf(player);
  // The high bits are mixed best.
  const bits = hash ^ (hash >>> 12);
  return Array.from({ length: TAG_LENGTH }, (_, i) => CODE_ALPHABET[(bits >>> (5 * i)) & 31]).join("");
}
