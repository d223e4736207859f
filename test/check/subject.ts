/** What is checked: a game, and where its files are. */
import type { AnyGame } from "#shared/sim/index.ts";
import type { Verdict } from "./report.ts";

export interface Subject {
  readonly game: AnyGame;
  /** The root of the checkout, or of what stands in for it. */
  readonly root: string;
  /** The game's folders below the root, those that there are: its rules, and its view. */
  readonly folders: readonly string[];
}

/** How much is played. */
export interface Effort {
  /** Random matches of each part that plays some. */
  readonly seeds: number;
  /** The first seed. */
  readonly from: number;
  /** Tables, or columns as `table.column`, whose rows are hidden by their own value, as in fog: see `LeakOptions`. */
  readonly byValue?: readonly string[];
}

/** Whether a file is the game's own. In an author's repository all are, but those of packages. */
export const isOwn = ({ folders }: Subject, file: string): boolean =>
  folders.some((folder) =>
    folder === "." ? !file.startsWith("node_modules/") && !file.startsWith("../") : file.startsWith(`${folder}/`),
  );

export type Part = (subject: Subject, effort: Effort) => Verdict | Promise<Verdict>;

/** The command that runs a part again. */
export const again = ({ game }: Pick<Subject, "game">, part: string, seed?: number): string =>
  `npm run check -- ${game.name} --only ${part}${seed === undefined ? "" : ` --seeds 1 --from ${seed}`}`;
