/** What the objects of a server that has been stopped have left on its disk. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as v from "valibot";

const Names = v.array(v.object({ name: v.string() }));
const Count = v.object({ rows: v.number() });

/** What the runtime keeps for itself, such as an alarm's time; what a Worker puts by key is in `_cf_KV`. */
const isOurs = (table: string): boolean => table === "_cf_KV" || !/^(_cf_|sqlite_)/.test(table);

/** Rows of each table in one object's database. */
function rowsIn(file: string): readonly (readonly [table: string, rows: number])[] {
  const database = new DatabaseSync(file);
  try {
    const tables = v.parse(Names, database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all());
    return tables
      .filter(({ name }) => isOurs(name))
      .map(({ name }) => [name, v.parse(Count, database.prepare(`SELECT COUNT(*) AS rows FROM "${name}"`).get()).rows]);
  } finally {
    database.close();
  }
}

/**
 * Rows of each table over all objects of a class.
 * @param state the server's storage
 */
export function rowsOnDisk(state: string, className: string): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  const folder = join(state, className);
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".sqlite"))) {
    for (const [table, rows] of rowsIn(join(folder, name))) all.set(table, (all.get(table) ?? 0) + rows);
  }
  return all;
}
