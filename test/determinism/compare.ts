/** Plays the same matches in several engines, and finds the first match that they do not agree about. */
import type { Engine } from "./engine.ts";

export interface Course {
  readonly games: readonly string[];
  /** How many in all; the games share them. */
  readonly matches: number;
  readonly ticks: number;
  /** The seed of each game's first match. */
  readonly fromSeed: number;
}

/** Some matches of one game, from this seed on. */
interface Batch {
  readonly game: string;
  readonly seed: number;
  readonly count: number;
}

/** A match that two engines do not agree about. */
export interface Disagreement {
  readonly left: Engine;
  readonly right: Engine;
  readonly game: string;
  readonly seed: number;
}

/** Matches that an engine is asked for at once: a second's work or less. */
const BATCH = 10;

function batchesOf({ games, matches, fromSeed }: Course): readonly Batch[] {
  const batches: Batch[] = [];
  for (const [g, game] of games.entries()) {
    const share = Math.floor((matches * (g + 1)) / games.length) - Math.floor((matches * g) / games.length);
    for (let n = 0; n < share; n += BATCH) {
      batches.push({ game, seed: fromSeed + n, count: Math.min(BATCH, share - n) });
    }
  }
  return batches;
}

/**
 * @param progress called with how many matches an engine has just played
 * @returns a match that they do not agree about; undefined = all engines agree about all matches
 */
export async function compare(
  engines: readonly Engine[],
  course: Course,
  progress: (matches: number) => void = () => {},
): Promise<Disagreement | undefined> {
  const batches = batchesOf(course);
  const first = new Map<Batch, { readonly engine: Engine; readonly digests: readonly number[] }>();
  let found: Disagreement | undefined;
  const playAll = async (engine: Engine): Promise<void> => {
    for (const batch of batches) {
      if (found) return;
      const digests = await engine.digests(batch.game, batch.seed, batch.count, course.ticks);
      const other = first.get(batch);
      if (other === undefined) first.set(batch, { engine, digests });
      else {
        const n = Array.from({ length: batch.count }).findIndex((_, i) => digests[i] !== other.digests[i]);
        if (n >= 0) found ??= { left: other.engine, right: engine, game: batch.game, seed: batch.seed + n };
      }
      progress(batch.count);
    }
  };
  await Promise.all(engines.map(playAll));
  return found;
}
