/** The rows of a match's log: how much of it is read, and rows that the build before has written. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { schemaOf } from "#shared/protocol/index.ts";
import { advance, createWorld, plan, Random, type WorldBase } from "#shared/sim/index.ts";
import { inputsFor, shuffle, toy } from "#test/support/toy.ts";
import type { MatchHeader } from "#worker/match/log/header.ts";
import { Journal, PAGE_S, type Page, replay } from "#worker/match/log/journal.ts";
import { MatchStore } from "#worker/match/log/store.ts";

const { tickRate } = toy;
const layout = plan(toy, { seats: 3 });

let objects = 0;
/** Runs in an object that has stored nothing yet. */
const fresh = <T>(work: (storage: DurableObjectStorage) => T): Promise<T> => {
  objects += 1;
  return runInDurableObject(env.MATCH.getByName(`page rows ${objects}`), (_, { storage }) => work(storage));
};

const header = (delay = 0): MatchHeader => ({
  spec: { code: "0123456789", game: "toy", mode: "plain", settings: { seats: 3 }, listed: true, delay },
  gameVersion: toy.version,
  tickRate,
  schema: schemaOf(layout),
  owners: [],
  lineage: { generation: 0, forked: [] },
  rounds: 0,
});

/** A page without Node's Buffers, which a disk does not know. */
const plain = (page: Page): Page => ({
  ...page,
  opening: page.opening && new Uint8Array(page.opening),
  log: new Uint8Array(page.log),
  images: new Uint8Array(page.images),
});

/** A journal, and the world that it is written of. */
class Played {
  readonly world: WorldBase;
  readonly #journal: Journal;
  readonly #random = new Random({ seed: 4, draws: 0 });

  /** @param pages those that lead to where it goes on */
  constructor(pages: readonly Page[] = []) {
    this.world = pages.length > 0 ? replay(layout, pages) : createWorld(toy, { seats: 3 }, 4);
    this.#journal = new Journal(this.world, pages.at(-1));
  }

  /** Plays so many seconds. @returns the pages that are full by then */
  play(seconds: number, pageS: number): Page[] {
    const inputs = inputsFor(this.world);
    for (let tick = 0; tick < seconds * tickRate; tick++) {
      shuffle(inputs, (n) => this.#random.below(n));
      advance(this.world, inputs);
      this.#journal.write(this.world, pageS);
    }
    return this.#journal.takePages().map(plain);
  }
}

/** Writes pages as the build before pages had several images and a tick. */
function writeOld(sql: SqlStorage, pages: readonly Page[]): void {
  sql.exec(
    `CREATE TABLE IF NOT EXISTS pages (slot INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, opening BLOB, log BLOB NOT NULL,
     image BLOB NOT NULL, stand TEXT NOT NULL)`,
  );
  for (const { slot, startTick, opening, log, images, stand } of pages)
    sql.exec(
      "INSERT OR REPLACE INTO pages (slot, epoch, opening, log, image, stand) VALUES (?, ?, ?, ?, ?, ?)",
      ...[slot, startTick, opening ?? null, log, images, JSON.stringify(stand)],
    );
}

const slots = (pages: readonly Page[] | undefined) => pages?.map(({ slot }) => slot);
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** The slot of the last opening that lies at least so many seconds before the end: a page begins where the one before ends. */
function openingBefore(pages: readonly Page[], seconds: number): number {
  const end = pages.at(-1)?.tick ?? 0;
  const n = pages.findLastIndex(({ opening }, at) => {
    return opening !== undefined && (pages[at - 1]?.tick ?? 0) <= end - seconds * tickRate;
  });
  return pages[Math.max(0, n)].slot;
}

const SECONDS = [0, 10, 11, 30, 31, 69, 70, 71, 500];

describe("rows that the build before has written", () => {
  it("are read: each is a second, and tells no tick", async () => {
    const played = new Played().play(100, PAGE_S.short);
    const read = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.save({ header: header(), pages: [] });
      writeOld(storage.sql, played);
      const log = store.log();
      return {
        whole: Array.from({ length: log.length }, (_, n) => log.page(n)),
        load: slots(store.load()?.pages),
        recent: [10, 11, 70, 71, 500].map((seconds) => slots(store.recent(seconds)?.pages)?.[0]),
      };
    });
    expect(read.whole).toEqual(played.map((page) => ({ ...page, tick: undefined })));
    // Openings are at 0, 30, 60 and 90 seconds, and the page of a second has its number.
    expect(played.flatMap(({ slot, opening }) => (opening ? [slot] : []))).toEqual([0, 31, 61, 91]);
    expect(read.load).toEqual(from(91, 100));
    expect(read.recent).toEqual([61, 61, 0, 0, 0]);
  });

  it("are gone on from, with long pages", async () => {
    const before = new Played().play(45, PAGE_S.short);
    const read = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.save({ header: header(), pages: [] });
      writeOld(storage.sql, before);
      const again = new Played(store.load()?.pages);
      store.save({ pages: again.play(40, PAGE_S.long) });
      const log = store.log();
      return {
        log: Array.from({ length: log.length }, (_, n) => log.page(n)),
        load: store.load(),
        recent: slots(store.recent(500)?.pages)?.[0],
        hash: again.world.hash(),
      };
    });
    expect(slots(read.log)).toEqual(from(0, 49));
    expect(replay(layout, read.log).hash()).toBe(read.hash);
    expect(replay(layout, read.load?.pages ?? []).hash()).toBe(read.hash);
    expect(read.recent).toBe(0);
  });
});

describe("long pages", () => {
  it("are read as they were written, and as many as are asked for in seconds of play", async () => {
    const played = new Played().play(100, PAGE_S.long);
    const read = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.save({ header: header(), pages: played });
      const log = store.log();
      return {
        whole: Array.from({ length: log.length }, (_, n) => log.page(n)),
        recent: SECONDS.map((seconds) => slots(store.recent(seconds)?.pages)?.[0]),
        load: slots(store.load()?.pages)?.[0],
      };
    });
    expect(read.whole).toEqual(played);
    expect(read.recent).toEqual(SECONDS.map((seconds) => openingBefore(played, seconds)));
    expect(read.load).toBe(openingBefore(played, 0));
    expect(new Set(read.recent).size).toBeGreaterThan(3);
  });

  it("a page of a second is stored as ever, with its tick beside how the round stands", async () => {
    const [, page] = new Played().play(1, PAGE_S.short);
    const row = await fresh((storage) => {
      new MatchStore(storage).save({ header: header(), pages: [page] });
      return storage.sql.exec<{ image: ArrayBuffer; stand: string }>("SELECT image, stand FROM pages").one();
    });
    expect(new Uint8Array(row.image)).toEqual(page.images);
    expect(JSON.parse(row.stand)).toEqual({ status: "live", standings: [], tick: tickRate });
  });
});
