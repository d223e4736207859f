/** What a development server finds wrong with a game's rules: docs/decisions/dev.md. */

/**
 * - `value`: a cell is set to what its column does not hold: out of its range, a fraction, NaN;
 * - `row`: a cell is set in a row that there is not;
 * - `change`: a function that may only read has changed the world, or drawn from `world.random`;
 * - `outside`: the same tick gives two results: something outside the world counts;
 * - `threw`: a function of the game has thrown, such as where it names a table or a column that there is not;
 * - `rules`: the rules were edited, and how the match takes it.
 */
export type FindingKind = "value" | "row" | "change" | "outside" | "threw" | "rules";

/** A finding, in words: `text` is one sentence that names the game and what of it. */
export interface Finding {
  readonly kind: FindingKind;
  readonly game: string;
  readonly text: string;
  /** The tick that was being made; -1 where there is none. */
  readonly tick: number;
  /** Where in the game's source, such as "shared/games/tag/index.ts:31:7"; undefined where that is not known. */
  readonly at?: string | undefined;
  readonly table?: string | undefined;
  readonly row?: number | undefined;
  readonly column?: string | undefined;
}

/** Takes findings. Checks tell each place of the source once, and each cell's column once. */
export type Tell = (finding: Finding) => void;
