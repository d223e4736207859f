/** The Pool Durable Object: a shell that gives the directory of one game, mode and region its disk and the time, and makes matches. */
import { DurableObject } from "cloudflare:workers";
import type { PoolRow, Vitals } from "#shared/monitor/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { Refusal } from "../errors.ts";
import { type Choice, PUBLIC_DELAY_S, quickChoice } from "../match/choice.ts";
import { createCounted } from "../match/create.ts";
import type { MatchReport, Reservation } from "../match/spec.ts";
import { matchId, matchmakerOf, poolFor } from "../objects.ts";
import { isQueueArrival } from "../queue/arrival.ts";
import type { LetGo } from "../queue/claims.ts";
import type { LogPage } from "../queue/decision-log.ts";
import { PoolQueue } from "../queue/pool-queue.ts";
import type { QueueMember } from "../queue/ticket.ts";
import type { NoEntry, PartyWish } from "../queue/wish.ts";
import { LOCAL } from "../regions.ts";
import { Directory } from "./directory.ts";
import { MatchRows } from "./match-rows.ts";
import type { PoolPlace } from "./name.ts";
import { askLocalPool, askMatchmaker, Predecessor } from "./predecessor.ts";
import type { Heard, HeardReport, Placement, PlayRequest, PoolNews, PoolRpc, PoolSnapshot } from "./rpc.ts";
import { type PoolStores, poolStores } from "./stores.ts";

/**
 * At most so much time counts between two readings of the clock, in milliseconds: every match reports once a minute, and a clock
 * that is set ahead must not make them all stale.
 */
const MOST_STEP_MS = 120_000;

/** The close code of a line that broke. */
const LOST = 1006;

function chosen(games: Games, { game, mode }: PoolPlace): Choice | Refusal {
  try {
    return quickChoice(games, game, mode);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

export class PoolObject extends DurableObject<Env> implements PoolRpc {
  readonly #games: Games;
  readonly #clock = new Clock(() => MOST_STEP_MS);
  readonly #stores: PoolStores;
  readonly #directory: Directory;
  readonly #rows: MatchRows;
  /** Where the mode is competitive. */
  readonly #queue: PoolQueue;
  #predecessor: Predecessor | undefined;
  /** Matches that are being made, by code; false where they may not be. A request that is sent to one waits for it. */
  readonly #making = new Map<string, Promise<boolean>>();

  /** @param games of which it opens matches: worker/server.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#stores = poolStores(ctx.storage);
    this.#directory = new Directory(this.#stores.directory, this.#clock.now(), (game) => games.get(game) ?? {});
    const rows = { store: this.#stores.privates, listed: this.#directory.reports, life: crypto.randomUUID() };
    this.#rows = new MatchRows({ ...rows, idOf: (code) => matchId(env, code) }, this.#clock.now());
    this.#queue = new PoolQueue({
      ...{ ctx, env, games },
      stores: () => this.#stores.queue(),
      now: () => this.#clock.now(),
      date: () => this.#clock.date(),
    });
  }

  /** A client comes to the queue. */
  override fetch(request: Request): Response {
    return isQueueArrival(request) ? this.#queue.fetch(request) : new Response(null, { status: 404 });
  }

  async seekTogether(place: PoolPlace, wish: PartyWish): Promise<NoEntry | undefined> {
    return this.#queue.seekTogether(place, wish);
  }

  /** For parties that run the build before. */
  async enterParty(place: PoolPlace, party: string, members: readonly QueueMember[]): Promise<boolean> {
    return (await this.#queue.seekTogether(place, { party, members })) === undefined;
  }

  async letGo(place: PoolPlace, player: string): Promise<LetGo> {
    return this.#queue.letGo(place, player);
  }

  async decisions(place: PoolPlace, after: number): Promise<LogPage> {
    return this.#queue.decisions(place, after);
  }

  override alarm(): void {
    this.#queue.alarm();
  }

  async cancelParty(place: PoolPlace, party: string): Promise<void> {
    this.#queue.cancelParty(place, party);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#queue.message(socket, message);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#queue.closed(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#queue.closed(socket, LOST);
  }

  async play(request: PlayRequest): Promise<Placement> {
    await this.#succeed(request);
    const { code: key } = await keysOf(this.env);
    for (;;) {
      const fresh = await newCode(key);
      // From here to the entry of a new match nothing is awaited, so that requests at the same time see each other.
      const found = this.#find(request);
      if (found === undefined) return this.#open(fresh, request);
      // Where its opener may open no more, this player looks for another.
      if ((await this.#making.get(found)) ?? true) return found;
    }
  }

  #find({ player, blocked = [], mates = [], not = [] }: PlayRequest): string | undefined {
    const now = this.#clock.now();
    if (mates.length === 0) return this.#directory.place(player, now, blocked);
    return this.#directory.placeAll([player, ...mates], not, now);
  }

  async #open(code: string, request: PlayRequest): Promise<Placement> {
    const choice = chosen(this.#games, request);
    if (choice instanceof Refusal) return { unknown: choice.message };
    const { game, mode, settings } = choice;
    const now = this.#clock.now();
    this.#directory.open({ code, game, mode, seats: settings.seats }, request.player, now);
    this.#directory.expect(code, request.mates ?? [], now);
    const making = this.#make(code, choice, request);
    this.#making.set(code, making);
    return (await making) ? code : undefined;
  }

  /** @returns false where the player or the network has too many open */
  async #make(code: string, choice: Choice, { region, player, address }: PlayRequest): Promise<boolean> {
    const spec = { code, ...choice, listed: true, delay: PUBLIC_DELAY_S };
    try {
      const isMade = await createCounted(this.env, spec, { player, address, region });
      if (!isMade) this.forget(code);
      return isMade;
    } catch (error) {
      this.forget(code);
      throw error;
    } finally {
      this.#making.delete(code);
    }
  }

  holds(player: string): boolean {
    return this.#directory.holds(player, this.#clock.now());
  }

  report(report: MatchReport, vitals?: Vitals): Heard {
    const now = this.#clock.now();
    this.#directory.report(report, now);
    this.#rows.heard(report, vitals, now);
    this.#rows.expire(now);
    return { watched: this.#rows.isWatched(now) };
  }

  async news({ game, mode, region }: PoolPlace, since: string): Promise<PoolNews> {
    const news = this.#rows.news(since, this.#clock.now());
    const { state: queue, people: searching } = this.#queue;
    const row: PoolRow = { game, mode, region, ...this.#rows.counts, searching, ...(queue && { queue }) };
    return { ...news, row };
  }

  refused(code: string, player: string, reason: Extract<Reservation, { ok: false }>["reason"]): void {
    if (reason === "no_match" || reason === "updated") this.forget(code);
    else this.#directory.refused(code, player, reason === "barred");
  }

  forget(code: string): void {
    this.#directory.forget(code);
    this.#rows.forget(code);
  }

  adopt(reports: readonly HeardReport[]): void {
    const now = this.#clock.now();
    for (const one of reports) this.#directory.adopt(one, now);
  }

  async snapshot(place: PoolPlace): Promise<PoolSnapshot> {
    await this.#succeed(place);
    const { matches, counts } = this.#directory.snapshot(this.#clock.now());
    return {
      matches,
      counts: { ...counts, searching: this.#queue.people },
      succeeded: this.#predecessor?.isDone === true,
    };
  }

  /** Takes in the matches that an older build has made and that report elsewhere, while there are some. */
  async #succeed({ game, mode, region }: PoolPlace): Promise<void> {
    this.#predecessor ??= new Predecessor(this.#stores.kv, () => {
      if (region === LOCAL) return askMatchmaker(matchmakerOf(this.env));
      const local = { game, mode, region: LOCAL };
      return askLocalPool(poolFor(this.env, local).snapshot(local));
    });
    if (this.#predecessor.isDone) return;
    const matches = await this.#predecessor.matches(this.#clock.now());
    const now = this.#clock.now();
    for (const match of matches)
      if (match.game === game && match.mode === mode) this.#directory.follow(match, region === LOCAL, now);
  }
}
