/**
 * A game whose rules are checked as they are called: what they set, what they may not change, and whether a tick follows from the
 * world and the inputs alone. For development, for `npm run check`, and for an author's tests.
 */
import { type AnyGame, emptyWorld, firstDifference, SEAT, Unforeseen, type WorldBase } from "#shared/sim/index.ts";
import { checkedWorld, type TellPart } from "./checked-world.ts";
import type { Finding, Tell } from "./finding.ts";
import { placeOf } from "./place.ts";

/** Functions that may only read the world, and answer something. */
const READERS = ["status", "result", "roundLeft", "highlight", "legal", "quietUntil", "turn", "bot"] as const;

/** Scratch worlds, by layout: to name what differs between two images. */
const scratch = new WeakMap<object, readonly [WorldBase, WorldBase]>();

function scratchFor({ layout }: WorldBase): readonly [WorldBase, WorldBase] {
  const known = scratch.get(layout);
  if (known) return known;
  const made = [emptyWorld(layout), emptyWorld(layout)] as const;
  scratch.set(layout, made);
  return made;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

interface Differs {
  readonly table: string;
  readonly column: string;
  readonly row: number;
  readonly cell: string;
  readonly left: number;
  readonly right: number;
}

/** The first cell that differs. */
function differs(world: WorldBase, left: Uint8Array, right: Uint8Array): Differs | undefined {
  const [a, b] = scratchFor(world);
  a.bytes.set(left);
  b.bytes.set(right);
  const found = firstDifference(a, b);
  if (!found) return undefined;
  const single = world.views.some(({ placed }) => placed.name === found.table && "single" in placed.declared);
  return { ...found, cell: single ? `${found.table}.${found.column}` : `${found.table}.${found.column}[${found.row}]` };
}

/** Worlds, and what stands in front of each while it is checked. */
interface Front {
  readonly world: WorldBase;
  tell: TellPart;
}

export class Checks {
  readonly #game: AnyGame;
  readonly #tell: Tell;
  readonly #fronts = new WeakMap<WorldBase, Front>();
  readonly #told = new Set<string>();

  constructor(game: AnyGame, tell: Tell) {
    this.#game = game;
    this.#tell = tell;
  }

  /** Each place of the source is told once; where that is not known, each cell's column. */
  #say(finding: Omit<Finding, "game">): void {
    const { kind, at, table, column, text } = finding;
    const key = `${kind} ${at ?? (table === undefined ? text : `${table}.${column}`)}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#tell({ ...finding, game: this.#game.name, text: `${this.#game.name}: ${finding.text}` });
  }

  #front(world: WorldBase, part: string): WorldBase {
    const tell: TellPart = (found) => {
      this.#say({ ...found, tick: world.tick, text: `${found.text} (in ${part}, tick ${world.tick})` });
    };
    const known = this.#fronts.get(world);
    if (known) {
      known.tell = tell;
      return known.world;
    }
    const front: Front = { world: checkedWorld(world, (found) => front.tell(found)), tell };
    this.#fronts.set(world, front);
    return front.world;
  }

  /** Calls what changes the world: twice from the same world, which then must be the same again. */
  change(world: WorldBase, part: string, work: (world: WorldBase) => void): void {
    const before = world.bytes.slice();
    const checked = this.#front(world, part);
    try {
      work(checked);
      if (this.#game.secrets) return;
      const once = world.bytes.slice();
      world.bytes.set(before);
      work(world);
      if (same(once, world.bytes)) return;
      this.#outside(world, part, once);
    } catch (error) {
      // A prediction ends where only the server knows what comes: that is no fault.
      if (error instanceof Unforeseen) throw error;
      this.threw(world, part, error);
    }
  }

  #outside(world: WorldBase, part: string, once: Uint8Array): void {
    const found = differs(world, once, world.bytes);
    if (!found) return;
    const { cell, left, right, table, row, column } = found;
    const text = `${cell} is ${left} the first time and ${right} the second, from the same world: ${part} uses something that is not in the world (Math.random, the clock, a variable of the module; tick ${world.tick})`;
    this.#say({ kind: "outside", text, tick: world.tick, table, row, column });
  }

  /** Calls what may only read the world. */
  read<T>(world: WorldBase, part: string, work: (world: WorldBase) => T): T {
    const before = world.bytes.slice();
    try {
      return work(this.#front(world, part));
    } catch (error) {
      return this.threw(world, part, error);
    } finally {
      const found = same(before, world.bytes) ? undefined : differs(world, before, world.bytes);
      if (found) {
        const { table, row, column, cell, left, right } = found;
        const what = table === "world" ? "draws from world.random" : `sets ${cell}, which was ${left}, to ${right}`;
        const text = `${part} ${what}: it may only read the world (tick ${world.tick})`;
        this.#say({ kind: "change", text, tick: world.tick, table, row, column });
      }
    }
  }

  /** @throws {unknown} the error itself, after it was told */
  threw(world: WorldBase, part: string, error: unknown): never {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const at = placeOf(stack);
    this.#say({
      kind: "threw",
      text: `${part} has thrown ${name}: ${message} (tick ${world.tick})`,
      at,
      tick: world.tick,
    });
    throw error;
  }
}

/**
 * The same game, checked as it is played. Its worlds and results are those of the game itself; it is much slower.
 * @param tell is told each fault once, in words that name game, table, row, column and value
 */
export function checkedGame<G extends AnyGame>(game: G, tell: Tell): G {
  const checks = new Checks(game, tell);
  const changes = {
    setup: (world: WorldBase) => checks.change(world, "setup", (one) => game.setup(one)),
    step: (world: WorldBase) => checks.change(world, "step", (one) => game.step(one)),
    join: (world: WorldBase, seat: number) =>
      checks.change(world, `join (seat ${seat})`, (one) => game.join(one, seat)),
    leave: (world: WorldBase, seat: number, kind: number) =>
      checks.change(world, `leave (seat ${seat}, ${kindName(kind)})`, (one) => game.leave(one, seat, kind)),
  };
  const readers: Record<string, unknown> = {};
  for (const part of READERS) {
    const reader: unknown = game[part];
    if (typeof reader !== "function") continue;
    readers[part] = (world: WorldBase, ...args: unknown[]) =>
      checks.read(world, typeof args[0] === "number" ? `${part} (seat ${args[0]})` : part, (one): unknown =>
        reader.call(game, one, ...args),
      );
  }
  return { ...game, ...changes, ...readers };
}

const kindName = (kind: number): string => Object.entries(SEAT).find(([, one]) => one === kind)?.[0] ?? String(kind);
