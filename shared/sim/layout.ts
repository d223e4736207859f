/**
 * Where each column lies in a world's image: one block of memory, so that copying, hashing and comparing a world is one
 * pass over bytes, and any language can rebuild it.
 *
 * Tables follow one another in this order: `world` (tick and generator), `seats` (owners, inputs, commands), then the game's
 * own as declared. Within a table: `generation` first where rows come and go, then the columns without a rate, then
 * those with one, each as declared. Every column begins at a multiple of 4 bytes; numbers are little-endian.
 */
import "./checked.ts";
import { type Column, type Columns, discrete, u32, WIDTHS } from "./columns.ts";
import { checkTables, MOST_BYTES } from "./declared.ts";
import type { PlacedColumn, PlacedTable } from "./placed.ts";
import type { Rules } from "./rules.ts";
import { type Config, configure } from "./settings.ts";
import { fixed, single, type Table } from "./tables.ts";

/** @typeParam W the worlds that are laid out: world.ts says which */
export interface LayoutOf<W> {
  readonly game: Rules<W>;
  readonly config: Config;
  readonly level: unknown;
  /** Ticks a second. */
  readonly tickRate: number;
  /** The most ticks that `seen` goes back. */
  readonly rewind: number;
  readonly tables: readonly PlacedTable[];
  /** The size of the image in bytes, a multiple of 4. */
  readonly size: number;
}

/** The runtime's own columns of the `world` table. */
export const HEADER = { tick: u32(), seed: u32(), draws: u32() } as const;

/** The runtime's own columns of the `seats` table. */
export const SEAT_COLUMNS = {
  /** One of `SEAT`. */
  kind: discrete(),
  /** How far behind this tick the seat saw the others, in 1/8 ticks: how far back `seen` goes. */
  seen: discrete(),
} as const;

/** The number of the first input column in the `seats` table. */
export const FIRST_INPUT = Object.keys(SEAT_COLUMNS).length;

/**
 * The runtime's columns of the `seats` table behind the inputs: what the seat says in this tick alone. They stand last and
 * in this order, so that what stands before them is where it was before there were commands, and is cleared in one go.
 */
export const COMMAND_COLUMNS = {
  /** The number of the last command that has counted; 0 = none of this owner. */
  commandSeq: discrete("u32"),
  /** The number of this tick's command, 0 = none: commands.ts says which. */
  command: discrete(),
  commandA: discrete("i32"),
  commandB: discrete("i32"),
  commandC: discrete("i32"),
} as const;

/** `seats.seen` counts in these parts of a tick. */
export const SEEN_PARTS = 8;

/** How far back `seen` goes where a game leaves `rewind` out, in milliseconds. */
const REWIND_MS = 250;

/**
 * Plans a world.
 * @throws {RangeError | TypeError} a setting out of range, or tables that the runtime cannot hold
 */
export function plan<W>(game: Rules<W>, chosen: Readonly<Record<string, number>> = {}): LayoutOf<W> {
  const config = configure(game.settings, chosen);
  return { ...planTables(game, config), level: game.level(config) };
}

/** All of a layout that needs no level. @throws {RangeError | TypeError} tables that the runtime cannot hold */
export function planTables<W>(game: Rules<W>, config: Config): Omit<LayoutOf<W>, "level"> {
  const label = `game ${game.name}`;
  const own = game.tables(config);
  if (globalThis.SCRIM_CHECKED !== true) checkTables(label, own, config.seats);
  const declared: [string, Table][] = [
    ["world", single(HEADER)],
    [
      "seats",
      fixed({ ...SEAT_COLUMNS, ...game.input, ...COMMAND_COLUMNS } as Columns, {
        capacity: config.seats,
        show: "interpolate",
        perSeat: true,
      }),
    ],
    ...Object.entries(own),
  ];
  const { tables, size } = placeTables(declared);
  if (size > MOST_BYTES) {
    throw new RangeError(`${label}: a world has ${size} bytes: use less rows or seats, for ${MOST_BYTES} at most`);
  }
  const { tickRate = game.tickRate } = config as Readonly<Record<string, number>>;
  const rewind = Math.trunc(((game.rewind ?? REWIND_MS) * tickRate) / 1000);
  if (!(rewind >= 0 && rewind * SEEN_PARTS <= WIDTHS[SEAT_COLUMNS.seen.type].max)) {
    const most = Math.trunc(255 / SEEN_PARTS);
    throw new RangeError(`${label}: rewind is ${rewind} ticks at ${tickRate} a second: use ${most} ticks at most`);
  }
  return { game, config, tickRate, rewind, tables, size };
}

/**
 * Places tables in an image.
 * @param declared all of them, the runtime's own first; each rate names a column of its table
 */
export function placeTables(
  declared: readonly (readonly [name: string, table: Table])[],
): Pick<LayoutOf<unknown>, "tables" | "size"> {
  let total = 0;
  const place = (name: string, column: Column, capacity: number, rateColumn?: number): PlacedColumn => {
    const offset = total;
    const size = Math.ceil((WIDTHS[column.type].bytes * capacity) / 4) * 4;
    total += size;
    return { ...column, name, offset, size, rateColumn };
  };
  const tables = declared.map(([name, table]): PlacedTable => {
    const start = total;
    const generation = table.kind === "fixed" ? undefined : place("generation", discrete("u16"), table.capacity);
    const entries = Object.entries(table.columns);
    const ordered = [
      ...entries.filter(([, c]) => c.rate === undefined),
      ...entries.filter(([, c]) => c.rate !== undefined),
    ];
    const index = new Map(ordered.map(([column], i) => [column, i]));
    const columns = ordered.map(([column, spec]) =>
      place(column, spec, table.capacity, spec.rate === undefined ? undefined : index.get(spec.rate)),
    );
    const { kind, show, perSeat, capacity } = table;
    const by = table.by === undefined ? undefined : index.get(table.by);
    return { name, kind, show, perSeat, by, capacity, start, end: total, declared: table, generation, columns, index };
  });
  return { tables, size: total };
}
