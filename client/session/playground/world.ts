/** The world of a match as a connection of the playground knows it, and what each frame has changed in it. */
import { type Frame, type Keyframe, LogReader, OutOfStep } from "#shared/log/index.ts";
import type { Since, Welcome } from "#shared/protocol/index.ts";
import { type Games, type Layout, layoutFromSchema, type TableView, WorldBase } from "#shared/sim/index.ts";
import { layoutFor, logName } from "../welcome.ts";

/** The name of the column that says whether a row is there: an odd number is a row. */
export const LIFE = "life";

/** A cell that has another value than before. */
export interface Change {
  readonly table: string;
  readonly column: string;
  readonly row: number;
  readonly before: number;
  readonly after: number;
}

/** What a frame or a keyframe has done. */
export interface Step {
  /** The world's, after it. */
  readonly tick: number;
  readonly changes: readonly Change[];
  /** How many more cells have changed than are listed. */
  readonly more: number;
  /** The hash that the server has sent, and that of this world; undefined where it has sent none. */
  readonly hash: { readonly sent: number; readonly computed: number } | undefined;
  /** Why it could not be read; the world then waits for a keyframe. */
  readonly problem: string | undefined;
}

/** So many changed cells are listed of one step. */
export const MOST_CHANGES = 64;

interface Followed {
  readonly log: string;
  readonly reader: LogReader;
  /** The world before the step. */
  readonly before: WorldBase;
}

export class WorldFollower {
  #followed: Followed | undefined;
  #generation = 0;
  #isThere = false;
  #isAstray = false;
  /** How many hashes were the server's, and how many not. */
  agreed = 0;
  differed = 0;

  /** Undefined before the first keyframe. */
  get world(): WorldBase | undefined {
    return this.#isThere ? this.#followed?.reader.world : undefined;
  }

  /** The world is not the server's: only a keyframe helps. */
  get isAstray(): boolean {
    return this.#isAstray;
  }

  /** What a server need not say again; undefined where there is no world to go on from. */
  get since(): Since | undefined {
    const { world } = this;
    return world && !this.#isAstray ? { generation: this.#generation, tick: world.tick } : undefined;
  }

  /**
   * A stream begins.
   * @param games the games whose rules this connection has
   * @returns why it can't be followed; undefined where it can
   */
  welcome(welcome: Welcome, games: Games): string | undefined {
    this.#generation = welcome.generation;
    const log = logName(welcome);
    if (this.#followed?.log === log) return undefined;
    this.#isThere = false;
    this.#isAstray = false;
    this.#followed = undefined;
    try {
      const layout = layoutOf(welcome, games);
      const reader = new LogReader(layout);
      this.#followed = { log, reader, before: new WorldBase(layout) };
    } catch (error) {
      return String(error);
    }
    return undefined;
  }

  keyframe(keyframe: Keyframe): Step {
    return this.#step(keyframe.hash, ({ reader }) => {
      reader.begin(keyframe);
      this.#isThere = true;
      this.#isAstray = false;
    });
  }

  frame(frame: Frame): Step {
    if (this.#isAstray) return this.#nothing("skipped: it follows a world that is not this one. A keyframe helps");
    if (!this.#isThere) return this.#nothing("it has come before any keyframe");
    return this.#step(frame.hash, ({ reader }) => reader.apply(frame));
  }

  #nothing(problem: string): Step {
    const tick = this.#followed?.reader.world.tick ?? 0;
    return { tick, changes: [], more: 0, hash: undefined, problem };
  }

  #step(sent: number | undefined, read: (followed: Followed) => void): Step {
    const followed = this.#followed;
    if (!followed) return this.#nothing("it has come before any welcome");
    const { reader, before } = followed;
    before.copyFrom(reader.world);
    let problem: string | undefined;
    try {
      read(followed);
    } catch (error) {
      this.#isAstray = true;
      problem = error instanceof OutOfStep ? "the hash differs: this world is not the server's" : String(error);
    }
    const { changes, more } = changesOf(before, reader.world);
    const hash = sent === undefined ? undefined : { sent, computed: reader.world.hash() };
    if (hash?.sent === hash?.computed) this.agreed += hash ? 1 : 0;
    else this.differed += 1;
    return { tick: reader.world.tick, changes, more, hash, problem };
  }
}

/**
 * By the game's own rules where this connection has them, else by the schema alone.
 * @throws {RangeError} the schema is invalid, or the stream needs rules that this connection does not have
 */
function layoutOf(welcome: Welcome, games: Games): Layout {
  const known = layoutFor(welcome, games);
  if (known) return known;
  if (welcome.stream === "rules")
    throw new RangeError("the stream is one of rules that this page does not have: connect without them");
  const { game, gameVersion: version, tickRate, settings, schema } = welcome;
  return layoutFromSchema({ game, version, tickRate, settings, schema });
}

/** @param after of the same layout */
export function changesOf(before: WorldBase, after: WorldBase): { readonly changes: Change[]; readonly more: number } {
  const changes: Change[] = [];
  let count = 0;
  const compare = (from: TableView, to: TableView, column: string, a: ArrayLike<number>, b: ArrayLike<number>) => {
    for (let row = 0; row < to.capacity; row++) {
      if (a[row] === b[row]) continue;
      count += 1;
      if (changes.length < MOST_CHANGES)
        changes.push({ table: from.placed.name, column, row, before: a[row], after: b[row] });
    }
  };
  for (const [t, to] of after.views.entries()) {
    const from = before.views[t];
    if (from.generation && to.generation) compare(from, to, LIFE, from.generation, to.generation);
    for (const [i, { name }] of to.placed.columns.entries()) compare(from, to, name, from.cells[i], to.cells[i]);
  }
  return { changes, more: count - changes.length };
}
