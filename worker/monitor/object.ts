/**
 * The Monitor Durable Object: what the server's operators see, and what they have done. It looks at the server while a page looks
 * at it, driven by its alarm: each is a call of its own to the platform, with its own limits. With no page there is none.
 */
import { DurableObject } from "cloudflare:workers";
import {
  type ActPage,
  type ActRow,
  type LadderRow,
  type MatchLook,
  MONITOR_PING,
  MONITOR_PONG,
  type MonitorNews,
} from "#shared/monitor/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { attempt, attemptLater, closeSocket, finishClose } from "../broadcast/sockets.ts";
import { Clock, DAY_MS } from "../clock.ts";
import type { Env } from "../env.ts";
import { seasonOf } from "../ladder/season.ts";
import { log, messageOf } from "../log.ts";
import { isMatchId, ladderOf, matchById, poolFor } from "../objects.ts";
import type { Region } from "../regions.ts";
import { within } from "../time-limit.ts";
import { readMonitorArrival } from "./arrival.ts";
import { countOf, REFUSED } from "./counters.ts";
import type { Records } from "./feed.ts";
import { Pages } from "./pages.ts";
import { laddersOf, poolsOf } from "./places.ts";
import { Poller } from "./poller.ts";
import type { Act, ActQuery, Counted, Fault, MonitorRpc, MonitorSnapshot } from "./rpc.ts";
import { Sight } from "./sight.ts";
import { ACTS_SHOWN, MonitorStore } from "./store.ts";
import { Watch } from "./watch.ts";

/** How often it looks while a page does, and while a page looks at one match. Milliseconds. */
const LOOK_MS = 2000;
const MATCH_MS = 1000;
/** How often ladders are asked that a page shows, and how long they may take. Milliseconds. */
const LADDERS_MS = 10_000;
const ANSWER_MS = 3000;
/** What has come is told so much later: by then more has. Milliseconds. */
const GATHER_MS = 50;
/** A snapshot may be so old, in milliseconds. */
const SNAPSHOT_MS = 5000;

export class MonitorObject extends DurableObject<Env> implements MonitorRpc {
  readonly #games: Games;
  readonly #clock = new Clock();
  readonly #store: MonitorStore;
  readonly #sight = new Sight();
  readonly #pages: Pages<WebSocket>;
  readonly #poller: Poller;
  readonly #watch: Watch<WebSocket>;
  #refusalChanges = 0;
  #laddersAt = Number.NEGATIVE_INFINITY;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #snapshot: { readonly at: number; readonly answer: Promise<MonitorSnapshot> } | undefined;

  /** @param games whose pools and ladders it asks: worker/server.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#store = new MonitorStore(ctx.storage);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(MONITOR_PING, MONITOR_PONG));
    this.#pages = new Pages<WebSocket>({
      sockets: () => ctx.getWebSockets(),
      close: closeSocket,
      send: (socket, text) => void attempt("send", () => socket.send(text)),
      date: () => this.#clock.date(),
    });
    this.#poller = new Poller({
      ask: async (place, since) => poolFor(this.env, place).news(place, since),
      heard: (place, news) => {
        this.#sight.hear(place, news);
        this.#tellSoon();
      },
      now: () => this.#clock.now(),
    });
    this.#watch = new Watch({
      ask: (id, tables) => this.#lookAt(id, tables),
      tell: (page, id, look) => this.#pages.tell(page, { type: "match", id, row: this.#sight.match(id) ?? null, look }),
      looking: () => this.#pages.looking,
    });
  }

  /** A page comes. */
  override async fetch(request: Request): Promise<Response> {
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.ctx.acceptWebSocket(ours);
    this.#pages.enter(ours, readMonitorArrival(request));
    await this.#look();
    return new Response(null, { status: 101, webSocket: theirs });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (this.#pages.hear(socket, message)) await this.#look();
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    finishClose(socket, code);
    await this.#ring();
  }

  override async webSocketError(): Promise<void> {
    await this.#ring();
  }

  override async alarm(): Promise<void> {
    await this.#look();
  }

  /** Asks what is due, and tells each page what it lacks. */
  async #look(): Promise<void> {
    const pages = this.#pages.looking;
    if (pages.length > 0) {
      this.#know(pages.flatMap(({ attached }) => attached.here));
      this.#poller.poll(pages.some(({ feed }) => !feed.isWhole));
      this.#watch.ask(pages);
      if (pages.some(({ attached }) => attached.wish.ladders)) void this.#askLadders();
      this.#tell();
    }
    await this.#ring();
  }

  #know(here: readonly Region[]): void {
    this.#poller.know(poolsOf(this.#games, [...new Set(here)]));
  }

  async #lookAt(id: string, tables: boolean): Promise<MatchLook | undefined> {
    return isMatchId(this.env, id) ? matchById(this.env, id).look(tables) : undefined;
  }

  /** When it looks next, if a page looks; else when something that is stored becomes too old. */
  async #ring(): Promise<void> {
    const pages = this.#pages.looking;
    const { storage } = this.ctx;
    const date = this.#clock.date();
    if (pages.length > 0) {
      const wait = pages.some(({ attached }) => attached.wish.match !== null) ? MATCH_MS : LOOK_MS;
      await attemptLater("set an alarm", () => storage.setAlarm(date + wait));
      return;
    }
    if (this.#telling !== undefined) clearTimeout(this.#telling);
    this.#telling = undefined;
    const isKept = this.#store.expire(date);
    await attemptLater("set an alarm", () => (isKept ? storage.setAlarm(date + DAY_MS) : storage.deleteAlarm()));
  }

  #tellSoon(): void {
    if (this.#pages.looking.length === 0) return;
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      this.#tell();
    }, GATHER_MS);
  }

  #tell(): void {
    const records = this.#records();
    for (const page of this.#pages.looking) {
      if (!this.#pages.reads(page)) continue;
      const { operator, wish } = page.attached;
      const asked = { operator, ladders: wish.ladders, now: this.#clock.date() };
      for (const news of page.feed.next(this.#sight, records, asked)) this.#pages.tell(page, news);
    }
  }

  #records(): Records {
    return {
      faults: () => this.#store.faults(),
      acts: () => this.#store.acts({ limit: ACTS_SHOWN }).acts,
      refusals: () => this.#store.refusals(REFUSED),
      refusalChanges: this.#refusalChanges,
    };
  }

  /** Never rejects. */
  async #askLadders(): Promise<void> {
    const now = this.#clock.now();
    if (now < this.#laddersAt + LADDERS_MS) return;
    this.#laddersAt = now;
    const asked = laddersOf(this.#games, seasonOf(this.#clock.date())).map(async (place): Promise<LadderRow[]> => {
      try {
        const row = await within(ANSWER_MS, "summary", ladderOf(this.env, place).summary(place));
        return row ? [row] : [];
      } catch (error) {
        log.warn("ladder_silent", { ...place, detail: messageOf(error) });
        return this.#sight.ladders.filter(({ game, mode }) => game === place.game && mode === place.mode);
      }
    });
    this.#sight.hearLadders((await Promise.all(asked)).flat());
    this.#tellSoon();
  }

  async count(counted: readonly Counted[]): Promise<void> {
    this.#store.count(counted, this.#clock.date());
    this.#refusalChanges++;
    await this.#keep();
  }

  async fault(fault: Fault): Promise<void> {
    const row = { ...fault, id: crypto.randomUUID(), at: this.#clock.date() };
    this.#store.addFault(row);
    await this.#keep({ type: "faults", rows: [row] });
  }

  async act(act: Act): Promise<ActRow> {
    const row = { ...act, id: crypto.randomUUID(), at: this.#clock.date() };
    this.#store.addAct(row);
    this.#store.count([countOf("scrim_acts_total", { act: act.act })], row.at);
    await this.#keep({ type: "acts", rows: [row] });
    return row;
  }

  async settle(id: string, detail: string): Promise<ActRow | undefined> {
    const row = this.#store.settle(id, detail);
    if (row) await this.#keep({ type: "acts", rows: [row] });
    return row;
  }

  /** Something was stored: pages hear of it, and one day it goes. */
  async #keep(news?: MonitorNews): Promise<void> {
    if (news) this.#pages.tellAll(news);
    if ((await this.ctx.storage.getAlarm()) === null) await this.#ring();
  }

  async acts(query: ActQuery): Promise<ActPage> {
    return this.#store.acts(query);
  }

  async snapshot(here: readonly Region[]): Promise<MonitorSnapshot> {
    const now = this.#clock.now();
    if (this.#snapshot && now < this.#snapshot.at + SNAPSHOT_MS) return this.#snapshot.answer;
    const answer = this.#asked(here);
    this.#snapshot = { at: now, answer };
    return answer;
  }

  async #asked(here: readonly Region[]): Promise<MonitorSnapshot> {
    this.#know(here);
    await Promise.all([this.#poller.all(), this.#askLadders()]);
    const { pools, matches, ladders } = this.#sight;
    const refusals = this.#store.refusals(REFUSED);
    return { at: this.#clock.date(), pools, matches, ladders, refusals, counters: this.#store.counters(REFUSED) };
  }
}
