/** What is stored, at its largest: a row of SQLite holds 2 MB. docs/OPERATIONS.md, "How large it gets" */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { MAX_UNITS } from "#shared/names/clean.ts";
import { MAX_TRACE, type Result, ruleName, schemaOf } from "#shared/protocol/index.ts";
import { plan, setUp } from "#shared/sim/index.ts";
import { Arrival } from "#worker/broadcast/arrival.ts";
import { EpochHistory } from "#worker/broadcast/epoch-history.ts";
import type { Env } from "#worker/env.ts";
import type { FaultReport } from "#worker/match/log/fault-report.ts";
import type { MatchHeader } from "#worker/match/log/header.ts";
import { firstPage, type Page } from "#worker/match/log/journal.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import { PART, StoredValues } from "#worker/match/log/values.ts";
import { ReportRows } from "#worker/pool/store.ts";
import { ask, freshCode } from "./support/http.ts";

const MB = 1_000_000;
const SEATS = 1024;

let objects = 0;
/** Runs in an object that has stored nothing yet. */
const fresh = <T>(work: (storage: DurableObjectStorage) => T): Promise<T> => {
  objects += 1;
  return runInDurableObject(env.MATCH.getByName(`sizes ${objects}`), (_, { storage }) => work(storage));
};

/** Bytes that no coding makes fewer of. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 65_536)));
  return bytes;
}
/** All pages of a store's log. */
const logOf = (store: MatchStore): Page[] => {
  const log = store.log();
  return Array.from({ length: log.length }, (_, n) => log.page(n));
};
const same = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a?.length === b.length && b.every((byte, at) => a[at] === byte);

/** The longest name that a person can have: each unit takes three bytes. */
const NAME = "字".repeat(MAX_UNITS);

const header = (): MatchHeader => {
  const settings = { ...plan(arena, { seats: SEATS, tickRate: 60 }).config };
  const layout = plan(arena, settings);
  return {
    spec: { code: "0123456789", game: "arena", mode: "custom", settings, listed: true, delay: 180 },
    gameVersion: arena.version,
    tickRate: 60,
    schema: schemaOf(layout),
    owners: Array.from({ length: SEATS }, (_, seat) => ({
      player: `${seat}`.padStart(32, "0"),
      name: NAME,
      state: "here" as const,
      until: Number.MAX_SAFE_INTEGER,
      since: 0xffffffff,
    })),
    lineage: { generation: 0xffffffff, forked: new Array<number>(16).fill(0xffffffff) },
    rounds: 999_999,
  };
};

const page = (slot: number, part: Partial<Page> = {}): Page => ({
  slot,
  startTick: 7,
  opening: undefined,
  log: noise(10),
  images: noise(10),
  stand: { status: "live", standings: [] },
  tick: undefined,
  ...part,
});

const result = (round: number): Result => ({
  round,
  tick: 0xffffffff,
  at: Number.MAX_SAFE_INTEGER,
  cut: false,
  standings: Array.from({ length: SEATS }, (_, seat) => ({
    seat,
    place: seat,
    score: 0xffffffff,
    team: 0,
    name: NAME,
  })),
});

describe("bytes by key", () => {
  it.each([0, 1, PART - 1, PART, PART + 1, 2 * MB, 2 * PART, 5 * PART + 3])(
    "are read as they were put: %d",
    async (size) => {
      const bytes = noise(size);
      const kept = await fresh(({ kv }) => {
        const values = new StoredValues(kv);
        values.put("file", bytes);
        return same(values.get("file") as Uint8Array, bytes);
      });
      expect(kept).toBe(true);
    },
  );

  it("leave nothing behind when they are fewer, or gone; and a view is stored without what lies around it", async () => {
    const left = await fresh((storage) => {
      const values = new StoredValues(storage.kv);
      const keys = () => [...storage.kv.list()].map(([key]) => key);
      values.put("file", noise(3 * PART));
      values.put("file 2", noise(10));
      const most = keys();
      values.put("file", noise(4 * PART).subarray(5, 15));
      const fewer = [keys(), (values.get("file") as Uint8Array).buffer.byteLength];
      values.delete("file");
      return { most, fewer, none: keys(), nothing: values.get("file") };
    });
    expect(left.most.sort()).toEqual(["file", "file 2", "file/0", "file/1", "file/2"]);
    expect(left.fewer).toEqual([["file", "file 2"], 10]);
    expect([left.none, left.nothing]).toEqual([["file 2"], undefined]);
  });

  it("are nothing rather than half of it where a part is missing", async () => {
    const message = await fresh((storage) => {
      const values = new StoredValues(storage.kv);
      values.put("file", noise(3 * PART));
      storage.kv.delete("file/1");
      try {
        values.get("file");
        return "read";
      } catch (error) {
        return String(error);
      }
    });
    expect(message).toContain("part 1 of 3");
  });
});

describe("a match's storage", () => {
  it.each([PART, 2 * MB, 12 * MB])("keeps a replay of %d bytes, and finds the latest and each", async (size) => {
    const [big, small] = [noise(size), noise(100)];
    const found = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.save({ header: header(), pages: [], result: result(1) });
      store.archive(1, big);
      store.save({ pages: [], result: result(2) });
      store.archive(2, small);
      store.save({ pages: [], result: result(3) });
      store.archive(3, big);
      const all = [store.replay(1), store.replay(2), store.replay(3), store.replay(undefined), store.replay(4)];
      // They outlive their match.
      const retired = store.retire();
      return { all, retired, after: store.replay(undefined) };
    });
    expect(found.all.map((file) => file?.length)).toEqual([size, 100, size, size, undefined]);
    expect([found.all[0], found.all[2], found.after].every((file) => same(file, big))).toBe(true);
    expect(same(found.all[1], small)).toBe(true);
    expect(found.retired).toBe(true);
  });

  it("reads a replay, a flight and a report that were stored before there were parts", async () => {
    const report = {
      format: "scrim-fault-1",
      code: "0123…(10)",
      game: "arena",
      version: 1,
      settings: {},
      at: "",
      tick: 1,
    };
    const fault = { ...report, error: "Error", stack: "", log: "", inputs: "", checksum: "0" };
    const read = await fresh((storage) => {
      storage.sql.exec("CREATE TABLE replays (round INTEGER PRIMARY KEY, file BLOB NOT NULL)");
      storage.sql.exec("INSERT INTO replays VALUES (1, ?)", Uint8Array.of(1, 2, 3));
      storage.kv.put("flight", Uint8Array.of(4));
      storage.kv.put("flight log", Uint8Array.of(5));
      storage.kv.put("fault", fault);
      const store = new MatchStore(storage);
      return [store.replay(undefined), store.trace("trace"), store.trace("log"), store.fault()];
    });
    expect(read).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(4), Uint8Array.of(5), fault]);
  });

  it("keeps a flight of the most that is taken, with a log of many megabytes", async () => {
    const [trace, log] = [noise(4 * MAX_TRACE), noise(8 * MB)];
    const kept = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.keepTrace({ trace, log });
      return same(store.trace("trace"), trace) && same(store.trace("log"), log);
    });
    expect(kept).toBe(true);
  });

  it("keeps the report of a fault in a crowd, and nothing else of the match", async () => {
    const log = "A".repeat(12 * MB);
    const report: FaultReport = {
      ...{ format: "scrim-fault-1", code: "0123…(10)", game: "arena", version: 1, settings: {}, at: "now", tick: 9 },
      ...{ error: "Error: 字", stack: "", log, inputs: "", checksum: "0" },
    };
    const left = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.save({ header: header(), pages: [page(0, { opening: noise(PART) })] });
      store.bury(report);
      return {
        report: store.fault(),
        match: store.load(),
        keys: [...storage.kv.list()].map(([key]) => key.split("/")[0]),
      };
    });
    expect(left.report).toEqual(report);
    expect([left.match, [...new Set(left.keys)]]).toEqual([undefined, ["fault", "storage version"]]);
  });

  it("keeps pages of any size, beside others, and writes over them", async () => {
    const big = page(0, { opening: noise(3 * MB), log: noise(2 * MB), images: noise(PART + 1) });
    const pages = [big, page(1), page(2, { log: noise(PART) }), page(3, { opening: noise(20) })];
    const read = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.save({ header: header(), pages });
      const first = logOf(store);
      // The next round's log.
      store.save({
        pages: [page(0, { startTick: 9, opening: noise(5) }), page(1, { startTick: 9, log: noise(3 * MB) })],
      });
      return {
        first,
        next: logOf(store).map(({ slot, startTick, log }) => [slot, startTick, log.length]),
        saved: store.load(),
      };
    });
    const bytes = ({ opening, log, images }: Page) => [opening ?? new Uint8Array(), log, images];
    for (const [n, one] of pages.entries()) {
      expect(read.first[n].opening === undefined).toBe(one.opening === undefined);
      for (const [i, part] of bytes(one).entries()) expect(same(bytes(read.first[n])[i], part)).toBe(true);
    }
    expect(read.next).toEqual([
      [0, 9, 10],
      [1, 9, 3 * MB],
    ]);
    expect(read.saved?.pages.length).toBe(2);
  });

  it("writes all of what is new, or nothing", async () => {
    const left = await fresh((storage) => {
      const store = new MatchStore(storage);
      store.save({ header: header(), pages: [page(0, { opening: noise(5) })] });
      const bad = { ...page(2), log: undefined } as unknown as Page;
      const { rounds: _, ...rest } = header();
      try {
        store.save({ header: { ...rest, rounds: 5 }, pages: [page(1), bad], result: result(5) });
      } catch {
        return { pages: store.log().length, rounds: store.load()?.header.rounds, results: store.results().length };
      }
      return undefined;
    });
    expect(left).toEqual({ pages: 1, rounds: 999_999, results: 0 });
  });
});

describe("what is one value is far below a row, at its most", () => {
  it("a match's header and result, of 1,024 people with the longest names", async () => {
    const sizes = await fresh((storage) => {
      const store = new MatchStore(storage);
      const layout = plan(arena, { seats: SEATS, tickRate: 60 });
      store.save({ header: header(), pages: [firstPage(setUp(layout, 1))], result: result(1) });
      const [{ bytes }] = storage.sql.exec<{ bytes: number }>(
        "SELECT LENGTH(CAST(result AS BLOB)) AS bytes FROM results",
      );
      return { result: bytes, read: [store.load()?.header.owners.length, store.results()[0].standings.length] };
    });
    expect(sizes.read).toEqual([SEATS, SEATS]);
    expect(sizes.result).toBeLessThan(MB);
    expect(new TextEncoder().encode(JSON.stringify(header())).length).toBeLessThan(MB);
  });

  it("a match in a pool, of as many", async () => {
    const report = {
      ...{ code: "0123456789", game: "arena", mode: "brawl", status: "live" as const, seats: SEATS, players: SEATS },
      ...{ bots: 0, spectators: 0xffffffff, listed: true },
      playerIds: header().owners.map((owner) => owner?.player ?? ""),
    };
    const read = await fresh((storage) => {
      const store = new ReportRows(storage.sql, "matches");
      store.save(report, 1);
      return [...store.load()];
    });
    expect(read).toEqual([{ report, heard: 1 }]);
    expect(JSON.stringify(report).length).toBeLessThan(MB / 10);
  });

  it("what a socket keeps through a sleep, for a client with all rules and the longest name: 16,384 bytes are the most", async () => {
    const arrival: Arrival = {
      id: crypto.randomUUID(),
      role: "spectator",
      seat: -1,
      player: "f".repeat(64),
      name: NAME,
      relay: 1023,
      at: Number.MAX_SAFE_INTEGER,
      expires: Number.MAX_SAFE_INTEGER,
      rules: [...games.values()].map(ruleName),
      edition: 99,
      since: { generation: 0xffffffff, tick: 0xffffffff },
      place: { code: "0123456789", relay: 1023 },
    };
    const text = JSON.stringify(v.parse(Arrival, arrival));
    expect(new TextEncoder().encode(text).length).toBeLessThan(16_384 / 8);
  });
});

it("what was stored in parts is there after the object has left memory", async () => {
  const object = env.MATCH.getByName("sizes of a flight");
  const [trace, log] = [noise(100), noise(3 * MB)];
  await object.keepTrace({ trace, log });
  await evictDurableObject(object);
  expect(same(await object.keptTrace("log"), log)).toBe(true);
  expect(same(await object.keptTrace("trace"), trace)).toBe(true);
});

it("a replay of many megabytes goes all the way to the client, where no bucket is bound", async () => {
  const code = await freshCode();
  const file = noise(12 * MB);
  await runInDurableObject(env.MATCH.getByName(code), (_, { storage }) => {
    const store = new MatchStore(storage);
    store.save({ header: header(), pages: [], result: result(1) });
    store.archive(1, file);
  });
  const none = { REPLAYS: undefined } as unknown as Partial<Env>;
  for (const id of [code, `${code}-1`]) {
    const answer = await ask(`/api/replays/${id}`, {}, none);
    expect(answer.status).toBe(200);
    expect(same(new Uint8Array(await answer.arrayBuffer()), file)).toBe(true);
  }
});

it("generations are remembered for a while, not for good", () => {
  const lineage = new EpochHistory();
  for (let n = 0; n < 1000; n++) lineage.resumed(n);
  expect(lineage.data.forked.length).toBe(16);
});
