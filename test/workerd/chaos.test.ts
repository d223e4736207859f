/**
 * The real Pool object under faults: each call that it awaits once fails, once hangs, and is once the last that the object does; and so is each
 * write of its disk. A party of two and two players alone search meanwhile, with clients that do what docs/QUEUE.md says. In the end
 * no ticket is lost or doubled, no player is in two matches, the party is whole, and all have been told.
 *
 * Time is made by hand; kills leave the disk as it was at that moment, which is harsher than the platform: it keeps a turn's writes whole.
 */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import { afterQueueClose, decodeQueueNews, encodeQueue } from "#shared/protocol/queue.ts";
import type { Env } from "#worker/env.ts";
import type { Seeker } from "#worker/ladder/rpc.ts";
import type { Named } from "#worker/match/rpc.ts";
import type { FoundMatch } from "#worker/party/rpc.ts";
import { PoolObject } from "#worker/pool/object.ts";
import { queueHeaders } from "#worker/queue/arrival.ts";

const PLACE = { game: "arena", mode: "pairs", region: "local" } as const;
const PARTY = { code: "PARTY", members: ["ann", "bob"] } as const;
const ALONE = ["cid", "dan"] as const;
const ALL = [...PARTY.members, ...ALONE];

const KINDS = ["throws", "hangs", "kills before", "kills after"] as const;
type Kind = (typeof KINDS)[number];

/** What goes wrong: the call of this name and number, or a write of the disk. */
interface Fault {
  readonly what: string;
  readonly n: number;
  readonly kind: Kind;
}

const NEVER = new Promise<never>(() => {});
/** For code that waits for something other than time: hashes, sockets. */
const { setTimeout: realTimeout } = globalThis;
const turn = (): Promise<void> => new Promise((resolve) => realTimeout(resolve, 0));

const STEP_MS = 250;
const PATIENCE_MS = 120_000;

/** One process of the pool, from its begin to its kill. */
interface Life {
  readonly pool: PoolObject;
  readonly sockets: WebSocket[];
  alive: boolean;
}

/** The world around a pool. What is here outlives the pool's kills. */
class World {
  readonly #state: DurableObjectState;
  readonly #storage: DurableObjectStorage;
  readonly #fault: Fault | undefined;
  readonly counts = new Map<string, number>();
  /** By player: the codes of matches that they were told of. */
  readonly told = new Map<string, Set<string>>();
  readonly teams = new Map<string, readonly (readonly string[])[]>();
  readonly claims = new Map<string, unknown>();
  readonly heard: FoundMatch[] = [];
  /** Promises of a living pool that were rejected: nothing may be. */
  readonly rejected: unknown[] = [];
  kills = 0;
  #alarmAt = Number.POSITIVE_INFINITY;
  life: Life;

  constructor(state: DurableObjectState, fault?: Fault) {
    this.#state = state;
    this.#storage = state.storage;
    this.#fault = fault;
    this.life = this.#begin();
  }

  #begin(): Life {
    const sockets: WebSocket[] = [];
    const life: { pool?: PoolObject; sockets: WebSocket[]; alive: boolean } = { sockets, alive: true };
    // The platform's class takes nothing but a state of the platform's: what is made up stands before what it has.
    for (const [name, value] of Object.entries(this.#context(life)))
      Object.defineProperty(this.#state, name, { value, configurable: true });
    life.pool = new PoolObject(this.#state, this.#env(life), games);
    return life as Life;
  }

  kill(): void {
    this.kills += 1;
    this.life.alive = false;
    for (const socket of this.life.sockets) if (socket.readyState === WebSocket.OPEN) socket.close(1011);
    this.life = this.#begin();
  }

  /** Whether this call or write is the one that goes wrong. */
  #strikes(what: string): Kind | undefined {
    const n = this.counts.get(what) ?? 0;
    this.counts.set(what, n + 1);
    return this.#fault?.what === what && this.#fault.n === n ? this.#fault.kind : undefined;
  }

  #call<T>(life: { alive: boolean }, what: string, answer: () => T): Promise<T> {
    if (!life.alive) return NEVER;
    switch (this.#strikes(what)) {
      case undefined:
        return turn().then(() => (life.alive ? answer() : NEVER));
      case "throws":
        return turn().then(() => {
          throw new Error(`${what} fails`);
        });
      case "hangs":
        return NEVER;
      case "kills before":
        this.kill();
        return NEVER;
      case "kills after":
        answer();
        this.kill();
        return NEVER;
    }
  }

  #env(life: { alive: boolean }): Env {
    const call = <T>(what: string, answer: () => T) => this.#call(life, what, answer);
    const space = (object: (name: string) => object) => ({ getByName: object }) as unknown;
    const fakes = {
      MATCH: space((code) => ({
        create: () => call("create", () => true),
        reserveAll: (groups: readonly (readonly Named[])[]) =>
          call("reserveAll", () => {
            this.teams.set(
              code,
              groups.map((group) => group.map(({ id }) => id)),
            );
            const seats = groups.flat().map(({ id, name }, seat) => ({ player: id, name, seat }));
            return { ok: true, seats, at: 1, game: "arena" };
          }),
      })),
      LADDER: space(() => ({
        seek: (_: unknown, players: readonly string[]) =>
          call("seek", (): Seeker[] =>
            players.map((player) => ({ player, rating: { mu: 25, sigma: 5 }, rounds: 3, met: [], pausedUntil: 0 })),
          ),
      })),
      PLAYER: space((player) => ({
        enterQueue: (queue: unknown) =>
          call("enterQueue", () => {
            const before = this.claims.get(player);
            this.claims.set(player, queue);
            return before;
          }),
        leaveQueue: () => call("leaveQueue", () => void this.claims.delete(player)),
        whereabouts: () => call("whereabouts", () => ({ queue: this.claims.get(player) })),
        moved: async () => {},
      })),
      PARTY: space(() => ({
        found: (match: FoundMatch) =>
          call("found", () => {
            this.heard.push(match);
            return true;
          }),
      })),
    };
    return { ...env, ...(fakes as Partial<Env>) };
  }

  #context(life: { pool?: PoolObject; sockets: WebSocket[]; alive: boolean }): Partial<DurableObjectState> {
    const storage = this.#storage;
    const exec = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
      if (!life.alive) throw new Error("this process is dead");
      const kind = /^\s*(?:INSERT|DELETE)/.test(query) ? this.#strikes("write") : undefined;
      if (kind === "throws" || kind === "hangs") throw new Error("the disk is full");
      if (kind === "kills before") {
        this.kill();
        throw new Error("this process is dead");
      }
      const cursor = storage.sql.exec<T>(query, ...bindings);
      if (kind === "kills after") {
        // What the statement says is done as it is read.
        cursor.toArray();
        this.kill();
        throw new Error("this process is dead");
      }
      return cursor;
    };
    return {
      storage: {
        kv: storage.kv,
        sql: { exec },
        transactionSync: (work: () => unknown) => storage.transactionSync(work),
        setAlarm: async (at: number) => {
          this.#alarmAt = at;
        },
      } as unknown as DurableObjectStorage,
      waitUntil: (work) => void work.catch((error: unknown) => life.alive && this.rejected.push(error)),
      setWebSocketAutoResponse: () => {},
      getWebSocketAutoResponseTimestamp: () => new Date(),
      getWebSockets: () => life.sockets.filter(({ readyState }) => readyState === WebSocket.OPEN),
      acceptWebSocket: (socket) => {
        socket.accept();
        life.sockets.push(socket);
        socket.addEventListener(
          "message",
          ({ data }) => life.alive && this.#guard(() => life.pool?.webSocketMessage(socket, data)),
        );
        socket.addEventListener(
          "close",
          ({ code }) => life.alive && this.#guard(() => life.pool?.webSocketClose(socket, code)),
        );
      },
    };
  }

  /** The state is the platform's again. */
  end(): void {
    this.life.alive = false;
    for (const name of Object.keys(this.#context(this.life))) Reflect.deleteProperty(this.#state, name);
  }

  /** What a handler throws, the platform logs, and the object goes on. */
  #guard(work: () => void): void {
    try {
      work();
    } catch {
      // As the platform does.
    }
  }

  /** A party's object: asks until it is let in, then its members come. */
  async search(): Promise<void> {
    const members = PARTY.members.map((player) => ({ player, name: player, rtt: {} }));
    for (;;) {
      const { life } = this;
      const asked = life.pool.seekTogether(PLACE, { party: PARTY.code, search: "search", members });
      const limit = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), 15_000));
      const answer = await Promise.race([asked.catch(() => "failed" as const), limit, this.#death(life)]);
      if (answer === undefined) break;
      if (answer === "late") await life.pool.cancelParty(PLACE, PARTY.code).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    for (const player of PARTY.members) this.come(player);
  }

  #death(life: Life): Promise<"dead"> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (life.alive) setTimeout(look, STEP_MS);
        else resolve("dead");
      };
      look();
    });
  }

  /** A client: comes back by itself until it has heard of a match, or is told not to. */
  come(player: string): void {
    const headers = queueHeaders({ player, token: "token", place: PLACE });
    let webSocket: WebSocket | null | undefined;
    try {
      ({ webSocket } = this.life.pool.fetch(new Request("http://pool/", { headers })));
    } catch {
      // It is asked again.
    }
    const again = () => setTimeout(() => this.come(player), 700);
    if (!webSocket) return void again();
    const socket = webSocket;
    let isOver = false;
    socket.addEventListener("message", ({ data }) => {
      const news = decodeQueueNews(String(data));
      if (news?.type !== "admitted") return;
      isOver = true;
      const codes = this.told.get(player) ?? new Set();
      this.told.set(player, codes.add(news.admission.code));
      socket.close(1000);
    });
    socket.addEventListener("close", ({ code }) => {
      if (isOver) return;
      isOver = true;
      // A party whose ticket is gone searches anew; its object's tests say how it hears of it.
      if (afterQueueClose(code) === "again") again();
    });
    socket.accept();
    socket.send(encodeQueue({ type: "join", name: player }));
  }

  /** Those that search. An admission of which a kill has cut off that it was heard stays until the pool is next asked. */
  get tickets(): number {
    const rows = this.#storage.sql.exec<{ ticket: string }>("SELECT ticket FROM queue_tickets").toArray();
    return rows.filter(({ ticket }) => JSON.parse(ticket).state.is !== "admitted").length;
  }

  get untold(): number {
    return this.#storage.sql.exec("SELECT search FROM queue_party_news").toArray().length;
  }

  get isDone(): boolean {
    return this.told.size === ALL.length && this.tickets === 0 && this.untold === 0;
  }

  async play(): Promise<void> {
    const searching = this.search();
    for (const player of ALONE) this.come(player);
    for (let ms = 0; ms < PATIENCE_MS && !this.isDone; ms += STEP_MS) {
      await vi.advanceTimersByTimeAsync(STEP_MS);
      for (let turns = 0; turns < 4; turns++) await turn();
      if (Date.now() >= this.#alarmAt) {
        this.#alarmAt = Number.POSITIVE_INFINITY;
        this.life.pool.alarm();
      }
    }
    if (this.told.size === ALL.length) await searching;
    // As long as a wave takes, in which no player may be called again.
    await vi.advanceTimersByTimeAsync(3000);
    await turn();
  }

  check(): void {
    expect(Object.fromEntries([...this.told].map(([player, codes]) => [player, codes.size]))).toEqual({
      ...{ ann: 1, bob: 1, cid: 1, dan: 1 },
    });
    const [ann, bob] = PARTY.members.map((player) => [...(this.told.get(player) ?? [])][0]);
    expect(ann).toBe(bob);
    expect(this.teams.get(ann)?.some((team) => PARTY.members.every((player) => team.includes(player)))).toBe(true);
    // The party was told of this match, and of no other.
    expect(new Set(this.heard.map(({ code }) => code))).toEqual(new Set([ann]));
    expect([this.tickets, this.untold]).toEqual([0, 0]);
    expect(this.rejected).toEqual([]);
  }
}

let worlds = 0;

const inWorld = (fault: Fault | undefined, look: (world: World) => void): Promise<void> =>
  runInDurableObject(env.POOL.getByName(`chaos ${++worlds}`), async (_, state) => {
    const world = new World(state, fault);
    try {
      await world.play();
      look(world);
    } finally {
      world.end();
    }
  });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** How often each is called, and written, in a run in which all goes well: a fault strikes each of them once. */
const CALLS = { seek: 4, enterQueue: 4, whereabouts: 2, create: 1, reserveAll: 1, found: 1, leaveQueue: 4 } as const;
const WRITES = 26;

describe("a pool", () => {
  it("without a fault calls as often as the faults strike, and all hear of one match", async () => {
    await inWorld(undefined, (world) => {
      world.check();
      expect(world.kills).toBe(0);
      expect(new Set([...world.told.values()].flatMap((codes) => [...codes])).size).toBe(1);
      for (const [what, times] of Object.entries(CALLS))
        expect(world.counts.get(what), what).toBeGreaterThanOrEqual(times);
    });
  });

  for (const [what, times] of Object.entries(CALLS)) {
    describe.each(KINDS)(`whose ${what} %s`, (kind) => {
      it.each(Array.from({ length: times }, (_, n) => n))("loses, splits and doubles nothing: call %i", async (n) => {
        await inWorld({ what, n, kind }, (world) => {
          expect(world.kills).toBe(kind.startsWith("kills") ? 1 : 0);
          world.check();
        });
      });
    });
  }

  describe.each(["throws", "kills before", "kills after"] as const)("whose write %s", (kind) => {
    it.each(Array.from({ length: WRITES }, (_, n) => n))("loses, splits and doubles nothing: write %i", async (n) => {
      await inWorld({ what: "write", n, kind }, (world) => world.check());
    });
  });
});
