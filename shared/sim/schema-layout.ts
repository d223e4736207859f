/**
 * Layouts of rules that this build does not have: enough to read their keyframes and state frames, and
 * nothing else. A schema comes from a file or the wire, so it is checked throughout.
 */
import { type Column, type ColumnType, WIDTHS } from "./columns.ts";
import { MOST_BYTES } from "./declared.ts";
import { HEADER, placeTables, SEAT_COLUMNS } from "./layout.ts";
import { checkColumnName, checkTableName } from "./names.ts";
import { fixed, type Table, type TableKind } from "./tables.ts";
import type { AnyGame, Layout } from "./world.ts";

/** A layout for clients that lack the rules: all tables in their order, each with its columns in their order. */
export type SchemaLike = readonly (readonly [
  name: string,
  kind: string,
  capacity: number,
  columns: readonly (readonly [name: string, type: string, rateColumn: number])[],
])[];

export interface About {
  readonly game: string;
  readonly version: number;
  /** Ticks a second, 1 to 60. */
  readonly tickRate: number;
  readonly settings: Readonly<Record<string, number>>;
  readonly schema: SchemaLike;
}

const KINDS = ["rows", "fixed", "events"] as const satisfies readonly TableKind[];

/**
 * The layout of a schema, with the same image as that of the rules. The functions of its game throw.
 * @throws {RangeError} the schema is invalid, its image is too large, or it does not fit the settings
 */
export function layoutFromSchema({ game: name, version, tickRate, settings, schema }: About): Layout {
  const game = `${name} ${version}`;
  if (!(Number.isInteger(tickRate) && tickRate >= 1 && tickRate <= 60)) {
    throw new RangeError(`${game}: tickRate is not within 1 to 60`);
  }
  const declared = schema.map((entry) => [entry[0], declare(game, entry)] as const);
  const seats = checkRuntimeTables(game, declared);
  if ((settings.seats ?? seats) !== seats)
    throw new RangeError(`${game}: ${settings.seats} seats in a table of ${seats}`);
  for (const [table] of declared.slice(2)) checkTableName(game, table);
  if (new Set(declared.map(([table]) => table)).size < declared.length) {
    throw new RangeError(`${game}: two tables have one name`);
  }
  const { tables, size } = placeTables(declared);
  if (size > MOST_BYTES) throw new RangeError(`${game}: a world of ${size} bytes is too large`);
  const config = { ...settings, seats };
  return { game: absent(name, version, tickRate, seats), config, tickRate, rewind: 0, level: undefined, tables, size };
}

/** Declares one table as its rules do, except for how clients show it. */
function declare(game: string, [name, said, capacity, entries]: SchemaLike[number]): Table {
  const kind = KINDS.find((one) => one === said);
  if (kind === undefined) throw new RangeError(`${game}: ${name} is of no kind of table`);
  if (!(Number.isInteger(capacity) && capacity >= 0 && capacity <= MOST_BYTES)) {
    throw new RangeError(`${game}: ${name} cannot have ${capacity} rows`);
  }
  const columns = new Map<string, Column>();
  let rated = false;
  for (const [column, type, rateColumn] of entries) {
    checkColumnName(game, column);
    if (columns.has(column)) throw new RangeError(`${game}: ${name} has two columns ${column}`);
    if (!isType(type)) throw new RangeError(`${game}: ${name}.${column} is of no type`);
    const plain = { type, blend: "step" } as const;
    if (rateColumn === -1 && !rated) {
      columns.set(column, plain);
      continue;
    }
    // Columns with a rate come last: in any other order the image would differ.
    rated = true;
    const rate = entries[rateColumn];
    if (rate === undefined || rate[2] !== -1)
      throw new RangeError(`${game}: ${name}.${column} grows by no plain column`);
    columns.set(column, { ...plain, rate: rate[0] });
  }
  return { ...fixed(Object.fromEntries(columns), { capacity }), kind };
}

const isType = (type: string): type is ColumnType => Object.hasOwn(WIDTHS, type);

/** Checks the runtime's own tables. @returns the number of seats */
function checkRuntimeTables(game: string, declared: readonly (readonly [string, Table])[]): number {
  const [world, seats] = declared;
  const has = ({ columns }: Table, wanted: Readonly<Record<string, Column>>): boolean =>
    Object.entries(wanted).every(([name, { type }], i) => {
      const [column, spec] = Object.entries(columns)[i] ?? [];
      return column === name && spec?.type === type && spec.rate === undefined;
    });
  const isWorld = world?.[0] === "world" && world[1].kind === "fixed" && world[1].capacity === 1;
  if (!isWorld || !has(world[1], HEADER)) throw new RangeError(`${game}: the first table is not the world`);
  const isSeats = seats?.[0] === "seats" && seats[1].kind === "fixed" && seats[1].capacity >= 1;
  if (!isSeats || !has(seats[1], SEAT_COLUMNS)) throw new RangeError(`${game}: the second table is not the seats`);
  return seats[1].capacity;
}

/** A game in place of rules that this build does not have. */
function absent(name: string, version: number, tickRate: number, seats: number): AnyGame {
  const missing = (): never => {
    throw new Error(`this build does not have the rules of ${name} ${version}`);
  };
  return {
    name,
    version,
    tickRate,
    settings: { seats: { min: seats, max: seats, default: seats } },
    modes: {},
    input: {},
    level: missing,
    tables: missing,
    setup: missing,
    step: missing,
    join: missing,
    leave: missing,
    status: missing,
    bot: missing,
  };
}
