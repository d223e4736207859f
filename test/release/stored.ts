/**
 * The storage of a server's objects as a folder of the repository: one compressed SQLite file an object, as workerd leaves it.
 * Opened at a later date, its times are moved along, so that it is as old as when it was kept.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Deserializer, Serializer } from "node:v8";
import { gunzipSync, gzipSync } from "node:zlib";
import { DAY_MS } from "#worker/clock.ts";

const FILE = ".sqlite";
const PACKED = ".sqlite.gz";
/** What the runtime keeps alarms in, in nanoseconds. */
const NS_A_MS = 1_000_000;

const filesIn = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(end));

/** Keeps the storage that a server has left: the server must have ended. @param state its folder */
export function pack(state: string, folder: string): void {
  for (const name of filesIn(state, FILE)) {
    const database = new DatabaseSync(join(state, name));
    // Everything into the one file, and no page that is empty.
    database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM");
    database.close();
    const to = join(folder, name.replace(FILE, PACKED));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, gzipSync(readFileSync(join(state, name)), { level: 9 }));
  }
}

/** Moves a number that is a time, in milliseconds or nanoseconds. */
function movedNumber(value: number, at: number, by: number): number {
  if (Math.abs(value - at) < DAY_MS) return value + by;
  return value;
}

/** All numbers in it that are times, moved; the same value where there are none. */
function movedData(value: unknown, at: number, by: number): unknown {
  if (typeof value === "number") return movedNumber(value, at, by);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, part, movedData(part, at, by)] as const);
  if (entries.every(([, before, after]) => before === after)) return value;
  return Array.isArray(value)
    ? entries.map(([, , after]) => after)
    : Object.fromEntries(entries.map(([key, , after]) => [key, after]));
}

/** As the runtime writes values by key. Not `v8.deserialize`, which takes views in Node's own way. */
function readValue(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

function writeValue(value: unknown): Uint8Array {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function movedText(text: string, at: number, by: number): string {
  if (!/^[{[]/.test(text)) return text;
  const data: unknown = JSON.parse(text);
  const moved = movedData(data, at, by);
  return moved === data ? text : JSON.stringify(moved);
}

type Cell = string | bigint | number | Uint8Array | null;

function movedCell(cell: Cell, at: number, by: number): Cell {
  if (typeof cell === "string") return movedText(cell, at, by);
  if (typeof cell === "number") return movedNumber(cell, at, by);
  if (typeof cell !== "bigint") return cell;
  const ns = Number(cell / BigInt(NS_A_MS));
  if (Math.abs(ns - at) < DAY_MS) return cell + BigInt(by) * BigInt(NS_A_MS);
  return BigInt(movedNumber(Number(cell), at, by)) === BigInt(Number(cell)) ? cell : cell + BigInt(by);
}

function movedValue(bytes: Uint8Array, at: number, by: number): Uint8Array {
  const value = readValue(bytes);
  const moved = movedData(value, at, by);
  return moved === value ? bytes : writeValue(moved);
}

/** Moves every time of an object's storage. */
function move(file: string, at: number, by: number): void {
  const database = new DatabaseSync(file);
  const call = (name: string, work: (cell: Cell) => Cell) =>
    database.function(name, { useBigIntArguments: true }, (cell) => work(cell as Cell));
  call("moved", (cell) => movedCell(cell, at, by));
  call("moved_value", (cell) => (cell instanceof Uint8Array ? movedValue(cell, at, by) : cell));
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables) {
    const how = name === "_cf_KV" ? "moved_value" : "moved";
    for (const { name: column } of database.prepare(`PRAGMA table_info("${name}")`).all())
      database.exec(`UPDATE "${name}" SET "${column}" = ${how}("${column}")`);
  }
  database.close();
}

/**
 * Makes the folder of a server's storage of one that was kept.
 * @param at when it was kept, in milliseconds since 1970
 * @param now what is to stand in its place
 */
export function unpack(folder: string, state: string, at: number, now: number): void {
  for (const name of filesIn(folder, PACKED)) {
    const to = join(state, name.replace(PACKED, FILE));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, gunzipSync(readFileSync(join(folder, name))));
    move(to, at, now - at);
  }
}
