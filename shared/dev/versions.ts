/**
 * In development a game's version says which source its rules are of: rules that were edited and not given another `version` are
 * others all the same, and no log is stepped by both. docs/decisions/dev.md
 */
import type { AnyGame, Older, TableView, WorldBase } from "#shared/sim/index.ts";
import { beginCall } from "./loops.ts";

/** So many bits of a version are those of its source; the declared version stands above them. */
const SOURCE_BITS = 20;
const SOURCES = 1 << SOURCE_BITS;

const hashes = new WeakMap<object, number>();

/** Notes of which source a game is. scripts/dev-rules.ts puts it around `defineGame`. @param hash of the sources, 32 bits */
export const fromSource =
  (hash: number) =>
  <A extends readonly unknown[], G extends object>(define: (...args: A) => G) =>
  (...args: A): G => {
    const game = define(...args);
    hashes.set(game, hash);
    return game;
  };

/** The version that its author declares. @param version of a game in development, or a declared one */
export const declaredVersion = (version: number): number => Math.floor(version / SOURCES) || version;

/** Takes every table over byte for byte that both worlds have alike; but for the seats, whose inputs may have other ranges. */
function keepTables(from: WorldBase, to: WorldBase): void {
  for (const target of to.views) {
    if (target === to.seatTable) continue;
    const source = from.views.find(({ placed }) => placed.name === target.placed.name);
    if (source && shapeOf(source) === shapeOf(target)) target.bytes.set(source.bytes);
  }
}

const shapeOf = ({ placed, capacity }: TableView): string =>
  JSON.stringify([placed.kind, capacity, placed.columns.map(({ name, type, rateColumn }) => [name, type, rateColumn])]);

/** The same game; a loop of it that does not end throws. */
function bounded(game: AnyGame): AnyGame {
  const calls: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(game)) {
    if (typeof value !== "function") continue;
    calls[name] = (...args: unknown[]): unknown => {
      beginCall();
      return value.apply(game, args);
    };
  }
  return { ...game, ...calls };
}

/**
 * The game with a version that tells its source, which takes over every world of its own: tables that are equal byte for byte, the
 * others by name. A game whose source is not known, such as one of a built server, stays as it is.
 */
export function versioned(game: AnyGame): AnyGame {
  const hash = hashes.get(game);
  if (hash === undefined) return game;
  const source = hash % SOURCES;
  const migrate = (world: WorldBase, from: Older): boolean => {
    keepTables(from.world, world);
    const version = declaredVersion(from.version);
    // A deployed server asks the game whether an older version may go on; where it does not say, the match goes on here.
    if (version !== game.version && game.migrate) return game.migrate(world, { version, world: from.world });
    return true;
  };
  // Every tick is made: so that a match can be held, stepped and edited in quiet time too.
  const { quietUntil: _, ...rules } = bounded(game);
  return { ...rules, version: game.version * SOURCES + source, migrate };
}

/** Whether two games are of one source. */
export const isSameSource = (a: AnyGame, b: AnyGame): boolean => a.version === b.version;
