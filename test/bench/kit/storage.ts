/**
 * What the log on disk costs those who play. Two servers in bare workerd, each with a match that is the same: one as it
 * is, and one whose storage takes everything but the log's pages, which are dropped on their way. Both play the whole
 * time, and are measured by turns.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { keep, show } from "../results.ts";
import { Audience, type Heard } from "../soak/audience.ts";
import { median, ratio, round } from "../statistics.ts";
import { rowsOnDisk } from "./disk.ts";

const PLAYERS = 8;
const SECONDS = 4;
const WINDOWS = 5;
/** Where worker/match/log/store.ts keeps the log. */
const LOG = "pages";

/** A Worker around ours, whose matches forget their log. */
const FORGETFUL = `
import scrim, { MatchObject as Match } from "./index.js";
export default scrim;
export * from "./index.js";

const bound = (target, key) => {
  const value = target[key];
  return typeof value === "function" ? value.bind(target) : value;
};

export class MatchObject extends Match {
  constructor(ctx, env) {
    const { storage } = ctx;
    const exec = (query, ...bindings) =>
      /^\\s*INSERT\\b.*\\bINTO ${LOG}\\b/.test(query) ? storage.sql.exec("SELECT 1") : storage.sql.exec(query, ...bindings);
    const get = (target, key) => (key === "sql" ? { exec } : bound(target, key));
    Object.defineProperty(ctx, "storage", { value: new Proxy(storage, { get }) });
    super(ctx, env);
  }
}
`;

const Stats = v.object({ rowsWritten: v.number(), secondsAwake: v.number() });
type Stats = v.InferOutput<typeof Stats>;

/** Rows that are written in an hour as between these two moments. */
const rowsAnHour = (before: Stats, after: Stats): number =>
  (3600 * (after.rowsWritten - before.rowsWritten)) / (after.secondsAwake - before.secondsAwake);

/** A server with one match, on a disk of its own. */
class Side {
  readonly heard: Heard[] = [];
  readonly #state = mkdtempSync(join(tmpdir(), "scrim-state-"));
  readonly #around: string | undefined;
  #server: WorkerdServer | undefined;
  #audience: Audience | undefined;

  constructor(around?: string) {
    this.#around = around;
  }

  async start(): Promise<void> {
    this.#server = await startWorkerd({ state: this.#state, around: this.#around });
    this.#audience = await Audience.start(this.#server, PLAYERS, PLAYERS);
  }

  async listen(seconds: number): Promise<void> {
    if (this.#audience) this.heard.push(await this.#audience.listen(seconds));
  }

  /** Rows of any kind that the match has written, and for how many seconds it has been there. */
  async stats(): Promise<Stats> {
    const answer = await fetch(`${this.#server?.url}/api/matches/${this.#audience?.code}/stats`);
    return v.parse(Stats, await answer.json());
  }

  /** @returns pages of the log that are on the disk */
  async stop(): Promise<number> {
    this.#audience?.leave();
    await this.#server?.stop();
    const pages = this.#server ? (rowsOnDisk(this.#state, "MatchObject").get(LOG) ?? 0) : 0;
    rmSync(this.#state, { recursive: true, force: true });
    return pages;
  }
}

export async function storage(seconds = SECONDS, rounds = WINDOWS): Promise<void> {
  const [on, off] = [new Side(), new Side(FORGETFUL)];
  let rows: number[] = [];
  let pages: number[] = [];
  try {
    for (const side of [on, off]) await side.start();
    const before = await Promise.all([on.stats(), off.stats()]);
    for (let round = 0; round < rounds; round++) {
      for (const side of round % 2 === 0 ? [on, off] : [off, on]) await side.listen(seconds);
    }
    const after = await Promise.all([on.stats(), off.stats()]);
    rows = before.map((first, i) => rowsAnHour(first, after[i]));
  } finally {
    pages = await Promise.all([on.stop(), off.stop()]);
  }
  // Otherwise it is not what it says that has been compared.
  if (pages[0] === 0 || pages[1] > 0) throw new Error(`pages on disk: ${pages[0]} with the log, ${pages[1]} without`);
  const gaps = ({ heard }: Side) => heard.map(({ gapP99 }) => gapP99);
  const row = (storage: string, side: Side, i: number) => ({
    "the log's pages": storage,
    "gap p99 ms": round(median(gaps(side)), 1),
    "with / without": i === 0 ? ratio(gaps(on), gaps(off)) : "",
    "server, of a core": `${round(median(side.heard.map(({ cpuPercent }) => cpuPercent)), 1)}%`,
    "rows written an hour": round(rows[i], 0),
    "pages on disk": pages[i],
  });
  keep("storage.gapP99ratio", round(median(gaps(on)) / median(gaps(off)), 3));
  keep("storage.rowsAnHour", round(rows[0], 0));
  show(
    `The log on disk in a match of ${PLAYERS}, bare workerd (medians of ${rounds} windows of ${seconds} s, by turns)`,
    [row("as they are due", on, 0), row("dropped before SQLite", off, 1)],
  );
}
