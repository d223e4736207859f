/**
 * A world as its rules see it, that looks at each cell that they set and at each name that they use. The same cells lie behind it:
 * what is set is set in the world. For development: it is many times slower than the world itself.
 */
import { type Cells, type PlacedColumn, TableView, WIDTHS, type WorldBase } from "#shared/sim/index.ts";
import type { Finding } from "./finding.ts";
import { meant } from "./near.ts";
import { here } from "./place.ts";

/** Takes a finding, but for what the caller knows: the game, and which function it called. */
export type TellPart = (part: Omit<Finding, "game" | "tick">) => void;

const isIndex = (key: string | symbol): key is string => typeof key === "string" && /^-?\d+(?:\.\d+)?$/.test(key);

/** Any object's properties, by their names: rules have theirs by the game's types, which are gone here. */
const read = (of: object, key: string | symbol): unknown => {
  const value: unknown = Reflect.get(of, key, of);
  // Methods work on what they belong to, not on what stands in front of it.
  return typeof value === "function" ? value.bind(of) : value;
};

const show = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : String(value));

/** What is wrong with a value for this column; undefined where it fits. */
export function unfit(value: unknown, { type, name }: Pick<PlacedColumn, "type" | "name">): string | undefined {
  const { min, max } = WIDTHS[type];
  const holds = `${name} is ${type.startsWith("i") ? "an" : "a"} ${type}, which holds ${min} to ${max}`;
  if (typeof value !== "number") return `is set to ${show(value)}, which is no number`;
  if (Number.isNaN(value)) return "is set to NaN, which becomes 0";
  if (!Number.isInteger(value)) return `is set to ${value}: use whole numbers (Math.trunc), ${holds}`;
  if (value < min || value > max) return `is set to ${value}: ${holds}`;
  return undefined;
}

/** One table's columns, and what stands in front of them. */
class CheckedTable {
  readonly #view: TableView;
  readonly #tell: TellPart;
  readonly #columns = new Map<string, Cells>();

  constructor(view: TableView, tell: TellPart) {
    this.#view = view;
    this.#tell = tell;
  }

  get #names(): string[] {
    return this.#view.placed.columns.map(({ name }) => name);
  }

  /** @throws {TypeError} there is no such column */
  unknown(key: string): never {
    const { name } = this.#view.placed;
    throw new TypeError(`${name} has no column ${key}${meant(key, this.#names)}`);
  }

  place(row: number, column: string): string {
    const { name, declared } = this.#view.placed;
    return "single" in declared ? `${name}.${column}` : `${name}.${column}[${row}]`;
  }

  check(row: number, index: number, value: unknown): void {
    const column = this.#view.placed.columns[index];
    const what = unfit(value, column);
    if (!what) return;
    const { name: table } = this.#view.placed;
    const text = `${this.place(row, column.name)} ${what}`;
    this.#tell({ kind: "value", text, at: here(), table, row, column: column.name });
  }

  #checkRow(key: string, column: string): void {
    const { placed, capacity } = this.#view;
    const row = Number(key);
    const about = { table: placed.name, row, column };
    if (!(Number.isInteger(row) && row >= 0 && row < capacity)) {
      const rows = capacity === 0 ? "it has no rows" : `its rows are 0 to ${capacity - 1}`;
      this.#tell({ kind: "row", text: `${placed.name}.${column}[${key}] is set, but ${rows}`, at: here(), ...about });
    } else if (!this.#view.has(row)) {
      const text = `${placed.name}.${column}[${key}] is set, but row ${key} is not live: spawn it first`;
      this.#tell({ kind: "row", text, at: here(), ...about });
    }
  }

  column(name: string, index: number): Cells {
    const known = this.#columns.get(name);
    if (known) return known;
    const cells = this.#view.cells[index];
    const checked = new Proxy(cells, {
      get: (target, key) => read(target, key),
      set: (target, key, value: unknown) => {
        if (isIndex(key)) {
          this.#checkRow(key, name);
          this.check(Number(key), index, value);
        }
        return Reflect.set(target, key, value, target);
      },
    });
    this.#columns.set(name, checked);
    return checked;
  }

  /** The values that a row is spawned with. */
  values(values: Readonly<Record<string, unknown>> | undefined): void {
    for (const [name, value] of Object.entries(values ?? {})) {
      const index = this.#view.placed.index.get(name);
      if (index === undefined) this.unknown(name);
      this.check(-1, index, value);
    }
  }
}

/** What a Proxy stands in front of: nothing of its own, so that all of it may be answered otherwise. */
const front = (of: object, handler: ProxyHandler<object>): object =>
  new Proxy(Object.create(Object.getPrototypeOf(of)), {
    has: (_, key) => Reflect.has(of, key),
    ownKeys: () => Reflect.ownKeys(of),
    getOwnPropertyDescriptor: (_, key) => {
      const own = Reflect.getOwnPropertyDescriptor(of, key);
      return own && { ...own, configurable: true };
    },
    ...handler,
  });

function checkedRows(of: object, view: TableView, tell: TellPart): object {
  const table: CheckedTable = new CheckedTable(view, tell);
  const spawned = (name: "spawn" | "spawnAt", method: unknown) =>
    typeof method !== "function"
      ? method
      : (...args: unknown[]) => {
          const values = args[name === "spawn" ? 0 : 1];
          if (typeof values === "object" && values !== null) table.values({ ...values });
          return method(...args);
        };
  return front(of, {
    get: (_, key) => {
      if (typeof key === "symbol") return read(of, key);
      const value = read(of, key);
      const index = view.placed.index.get(key);
      // A column's name may be one of the runtime's: what the world itself has there decides.
      if (index !== undefined && value === view.cells[index]) return table.column(key, index);
      if (key === "spawn" || key === "spawnAt") return spawned(key, value);
      if (value === undefined && !(key in of) && key !== "then" && key !== "toJSON") table.unknown(key);
      return value;
    },
    set: (_, key) => {
      if (typeof key === "symbol") return false;
      if (!view.placed.index.has(key)) table.unknown(key);
      throw new TypeError(`${view.placed.name}.${key} is a column: set a row of it, such as ${key}[0]`);
    },
  });
}

function checkedSingle(of: object, view: TableView, tell: TellPart): object {
  const table: CheckedTable = new CheckedTable(view, tell);
  return front(of, {
    get: (_, key) => {
      if (typeof key === "string" && !(key in of) && key !== "then" && key !== "toJSON") table.unknown(key);
      return read(of, key);
    },
    set: (_, key, value: unknown) => {
      if (typeof key === "symbol") return false;
      const index = view.placed.index.get(key);
      if (index === undefined) table.unknown(key);
      table.check(0, index, value);
      return Reflect.set(of, key, value, of);
    },
  });
}

/** @param tell is told what is wrong with a cell; a name that there is not throws a `TypeError` where it is used */
export function checkedWorld<W extends WorldBase>(world: W, tell: TellPart): W {
  const tables = new Map<string, object>();
  for (const view of world.views) {
    const { name } = view.placed;
    const of = read(world, name);
    if (typeof of !== "object" || of === null) continue;
    tables.set(
      name,
      of instanceof TableView || !("single" in view.placed.declared)
        ? checkedRows(of, view, tell)
        : checkedSingle(of, view, tell),
    );
  }
  const names = [...tables.keys()];
  const checked = front(world, {
    get: (_, key) => {
      if (typeof key === "symbol") return read(world, key);
      const table = tables.get(key);
      if (table) return table;
      if (!(key in world) && key !== "then" && key !== "toJSON")
        throw new TypeError(`the world has no table ${key}${meant(key, names)}`);
      return read(world, key);
    },
    set: (_, key, value: unknown) => {
      if (typeof key === "string" && !(key in world))
        throw new TypeError(`the world has no ${key}: what a tick leaves for the next belongs in a table`);
      return Reflect.set(world, key, value, world);
    },
  });
  // It answers all that the world does, by the same names.
  return checked as W;
}
