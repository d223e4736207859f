/** The layout of a match's world, for clients that do not have the game's rules. */
import * as v from "valibot";
import type { ColumnType, Layout, TableKind } from "#shared/sim/index.ts";

const TYPES = ["i8", "u8", "i16", "u16", "i32", "u32"] as const satisfies readonly ColumnType[];
const KINDS = ["rows", "fixed", "events"] as const satisfies readonly TableKind[];

/** [name, type, number of the column that it grows by, or -1] */
const Column = v.tuple([v.string(), v.picklist(TYPES), v.number()]);

/** [name, kind, capacity, columns] */
const Table = v.tuple([v.string(), v.picklist(KINDS), v.number(), v.array(Column)]);

export const Schema = v.array(Table);
export type Schema = v.InferOutput<typeof Schema>;

export function schemaOf(layout: Pick<Layout, "tables">): Schema {
  return layout.tables.map(({ name, kind, capacity, columns }) => [
    name,
    kind,
    capacity,
    columns.map((column) => [column.name, column.type, column.rateColumn ?? -1]),
  ]);
}
