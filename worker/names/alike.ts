/**
 * Names that people take for one another, such as "Ada" and "Аdа" in Cyrillic letters: by the skeletons of Unicode's UTS #39, and besides
 * without case, accents, spaces and punctuation. The shown name of such a player has a tag. docs/decisions/names.md
 */
import unhomoglyph from "unhomoglyph";
import { tagOf } from "#shared/names/tag.ts";

/** Skeletons that were made last; a roster asks for the same ones again and again. */
const MOST_KNOWN = 1000;
const known = new Map<string, readonly string[]>();

const plain = (text: string): string => text.toLowerCase().replace(/[\p{Z}\p{P}\p{S}]/gu, "") || text;

/**
 * What names have in common that are alike: two, since a capital I is taken for a small l, and for a small i by those who know
 * that it is one.
 */
function skeletonsOf(name: string): readonly string[] {
  const before = known.get(name);
  if (before) return before;
  // Accents that any script uses. Vowel signs of a script are no accents.
  const bare = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const skeletons = [...new Set([plain(unhomoglyph(bare)), plain(unhomoglyph(bare.toLowerCase()))])];
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, skeletons);
  return skeletons;
}

/** Ends as a shown name with its tag does: such a name always has its true tag behind it. */
const FORGED = /#\s*[0-9A-Z]{4}$/iu;

export interface Named {
  /** The player's id; missing where a bot has the name, which needs no tag. */
  readonly player?: string | undefined;
  readonly name: string;
}

const withTag = (name: string, player: string): string => `${name} #${tagOf(player)}`;

/** The names of these players as others are shown them: with a tag where another one of them is called alike. */
export function shownNames(all: readonly Named[]): string[] {
  const players = new Map<string, Set<string>>();
  for (const { player, name } of all) {
    if (player === undefined) continue;
    for (const skeleton of skeletonsOf(name)) players.set(skeleton, (players.get(skeleton) ?? new Set()).add(player));
  }
  const isAlike = (name: string) => skeletonsOf(name).some((one) => (players.get(one)?.size ?? 0) > 1);
  return all.map(({ player, name }) =>
    player !== undefined && (isAlike(name) || FORGED.test(name)) ? withTag(name, player) : name,
  );
}
