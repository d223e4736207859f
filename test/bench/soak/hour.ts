/**
 * An hour of eight matches in bare workerd, with people who come and go in every way that there is: what it leaves in
 * memory, and on disk. `HOUR_MINUTES` makes it shorter. After its end the matches take ten minutes more to be cleared away.
 */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { Table, type Tally } from "../charts/table.ts";
import { rowsOnDisk } from "../kit/disk.ts";
import { rssMB } from "../peers/proc.ts";
import { keep, show } from "../results.ts";
import { round, slope } from "../statistics.ts";

const MINUTES = Number(process.env.HOUR_MINUTES ?? 60);
const TABLES = 8;
/** People around a table of as many seats; some are always away. */
const PEOPLE = 6;
const SAMPLE_MS = 10_000;
/** A match that has slept for ten minutes is cleared away; this is for all of them. Milliseconds. */
const PATIENCE_MS = 13 * 60_000;
/** The most rows of the table that is kept. */
const ROWS = 12;

interface Sample {
  readonly minutes: number;
  /** MiB. */
  readonly memory: number;
  /** That the server holds, the HTTP connections among them. */
  readonly sockets: number;
  /** Matches that are in memory: each has its database open. */
  readonly objects: number;
  /** Matches that have been made until now. */
  readonly made: number;
}

/** What a process has open. */
function openOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).map((fd) => linkOf(join(folder, fd)));
}

const databasesIn = (open: readonly string[]): number =>
  new Set(open.filter((path) => /\/MatchObject\/[0-9a-f]{64}\.sqlite$/.test(path))).size;

/** Where a link leads to; empty where it has gone meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/** Looks at the server while people play. */
async function watch(server: WorkerdServer, tables: readonly Table[], minutes: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  for (let n = 1; n * SAMPLE_MS <= minutes * 60_000; n++) {
    await sleep(start + n * SAMPLE_MS - performance.now());
    const open = openOf(server.pid);
    samples.push({
      minutes: (n * SAMPLE_MS) / 60_000,
      memory: rssMB(server.pid),
      sockets: open.filter((path) => path.startsWith("socket:")).length,
      objects: databasesIn(open),
      made: tables.reduce((sum, { codes }) => sum + codes.length, 0),
    });
  }
  return samples;
}

/** Waits until no match is left. @returns how many still are */
async function cleared(tables: readonly Table[], patience: number): Promise<number> {
  const end = performance.now() + patience;
  for (;;) {
    const left = await Promise.all(tables.map((table) => table.left()));
    const sum = left.reduce((all, one) => all + one, 0);
    if (sum === 0 || performance.now() > end) return sum;
    await sleep(SAMPLE_MS);
  }
}

function showCourse(samples: readonly Sample[]): void {
  const every = Math.max(1, Math.ceil(samples.length / ROWS));
  const rows = samples
    .filter((_, i) => (i + 1) % every === 0)
    .map(({ minutes, memory, sockets, objects, made }) => ({
      minute: round(minutes, 1),
      "memory MiB": round(memory, 1),
      "sockets open": sockets,
      "matches in memory": objects,
      "matches made": made,
    }));
  show(`The course of an hour: ${TABLES} matches with people who come and go, bare workerd`, rows);
}

export async function hour(minutes = MINUTES, patience = PATIENCE_MS): Promise<void> {
  if (!(minutes >= 1)) throw new RangeError("HOUR_MINUTES is a number from 1 on");
  const state = mkdtempSync(join(tmpdir(), "scrim-state-"));
  const server = await startWorkerd({ state });
  const tally: Tally = { joins: 0, leaves: 0, drops: 0, returns: 0, mismatches: 0, errors: new Map() };
  const tables = Array.from({ length: TABLES }, (_, n) => new Table(server.url, n, PEOPLE, tally));
  let [samples, matchesLeft, after]: [readonly Sample[], number, number] = [[], 0, 0];
  try {
    const evenings = tables.map((table) => table.play());
    samples = await Promise.race([watch(server, tables, minutes), Promise.all(evenings).then(() => [])]);
    for (const table of tables) table.close();
    await Promise.all(evenings);
    matchesLeft = await cleared(tables, patience);
    after = rssMB(server.pid);
  } finally {
    for (const table of tables) table.close();
    await server.stop();
  }
  const rows = rowsOnDisk(state, "MatchObject");
  rmSync(state, { recursive: true, force: true });
  const second = samples.slice(samples.length >> 1);
  const growth = slope(second.map(({ minutes, memory }) => [minutes / 60, memory]));
  showCourse(samples);
  keep("hour.growthMiB", round(growth));
  keep(
    "hour.rowsLeft",
    [...rows.values()].reduce((sum, count) => sum + count, 0),
  );
  const { joins, leaves, drops, returns, mismatches, errors } = tally;
  show(`${minutes} minutes of ${TABLES} matches with people who come and go, bare workerd`, [
    {
      "matches made": samples.at(-1)?.made ?? 0,
      joins,
      leaves,
      "lines lost": drops,
      "came back": returns,
      "hash mismatches": mismatches,
      errors: [...errors].map(([what, times]) => `${what}: ${times}`).join(", ") || "none",
      "memory, second half, MiB an hour": round(growth),
      "MiB at the end": round(samples.at(-1)?.memory ?? 0, 1),
      "MiB when all was cleared": round(after, 1),
      "matches not cleared": matchesLeft,
      "rows left on disk": [...rows].map(([table, count]) => `${table}: ${count}`).join(", ") || "none",
    },
  ]);
}
