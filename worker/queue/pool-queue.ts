/** The queue of a pool whose mode is competitive: as much of the pool's object as it takes to run a queue and make its matches. */
import type { QueueState } from "#shared/monitor/index.ts";
import type { QueueNews } from "#shared/protocol/queue.ts";
import { type Games, queueRules } from "#shared/sim/index.ts";
import { readPlayer } from "../auth/players.ts";
import { keysOf } from "../auth/secrets.ts";
import { signTicket } from "../auth/tickets.ts";
import type { Env } from "../env.ts";
import { quickChoice } from "../match/choice.ts";
import { partyOf } from "../objects.ts";
import { note } from "../player/note.ts";
import { attachedTo, type QueueArrival, readQueueArrival } from "./arrival.ts";
import type { LetGo } from "./claims.ts";
import type { LogPage } from "./decision-log.ts";
import { QueueDesk } from "./desk.ts";
import { type MadeMatch, makeMatch } from "./make-match.ts";
import { PartyNewsDesk } from "./party-news.ts";
import { claimPorts, seekPort } from "./ports.ts";
import { publishTo } from "./publish.ts";
import type { QueueStores } from "./stores.ts";
import type { QueueTicket, SeatIn } from "./ticket.ts";
import type { NoEntry, PartyWish } from "./wish.ts";

type Place = QueueArrival["place"];

export interface PoolQueueOptions {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly games: Games;
  /** Where the queue keeps what it knows. */
  readonly stores: () => QueueStores;
  /** Milliseconds that never go back; and by the machine's clock. */
  readonly now: () => number;
  readonly date: () => number;
}

export class PoolQueue {
  readonly #options: PoolQueueOptions;
  /** Made when the first client says which pool this is: the object is not told its own name. */
  #desk: QueueDesk | undefined;
  #news: PartyNewsDesk | undefined;
  #stores: QueueStores | undefined;

  constructor(options: PoolQueueOptions) {
    this.#options = options;
    // Sockets that have outlived the object's sleep know it too.
    for (const socket of options.ctx.getWebSockets()) {
      const attached = attachedTo(socket);
      if (attached && !this.#desk) this.#open(attached.place);
    }
  }

  /** How many people search. */
  get people(): number {
    return this.#desk?.people ?? 0;
  }

  /** How it stands, for the monitor; undefined where no player has come lately. */
  get state(): QueueState | undefined {
    return this.#desk?.state();
  }

  /** A client comes, by way of the Worker. */
  fetch(request: Request): Response {
    const { place } = readQueueArrival(request);
    return (this.#desk ?? this.#open(place)).fetch(request);
  }

  /** @see QueueDesk.seekTogether */
  seekTogether(place: Place, wish: PartyWish): Promise<NoEntry | undefined> {
    return (this.#desk ?? this.#open(place)).seekTogether(wish);
  }

  cancelParty(place: Place, party: string): void {
    (this.#desk ?? this.#open(place)).cancelParty(party);
  }

  /** @see QueueDesk.letGo */
  letGo(place: Place, player: string): LetGo {
    return (this.#desk ?? this.#open(place)).letGo(player);
  }

  /** @see QueueDesk.decisions */
  decisions(place: Place, after: number): LogPage {
    return (this.#desk ?? this.#open(place)).decisions(after);
  }

  /** Some party has not heard of its match yet. */
  alarm(): void {
    this.#newsDesk().tellAll();
  }

  message(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#desk?.message(socket, message);
  }

  closed(socket: WebSocket, code: number): void {
    this.#desk?.closed(socket, code);
  }

  /** @throws {Error} the mode is a casual one, which the Worker has refused, unless it is of another build */
  #open(place: Place): QueueDesk {
    const { ctx, env, games, now, date } = this.#options;
    const { game, mode, region } = place;
    const declared = games.get(game)?.modes[mode]?.queue;
    if (!declared) throw new Error(`there is no queue for mode ${mode} of game ${game}`);
    const choice = quickChoice(games, game, mode);
    this.#desk = new QueueDesk({
      ...{ ctx, stores: this.#storesOnce(), rules: queueRules(declared), region, now, date },
      make: (groups, where) => makeMatch(env, choice, groups, where),
      admission: (seat, token) => this.#admission({ game, mode }, seat, token),
      seek: seekPort(env, place, date),
      claims: { ports: claimPorts(env, place, date), place },
      publish: (lines) => publishTo(env.DECISIONS, place, lines),
      found: (tickets, match) => this.#found(game, tickets, match),
    });
    // What it has not told before a kill.
    this.#newsDesk();
    return this.#desk;
  }

  /** A pool without a queue keeps nothing of one. */
  #storesOnce(): QueueStores {
    this.#stores ??= this.#options.stores();
    return this.#stores;
  }

  /** Made when there is a queue, and when an alarm says that some party has not heard of its match. */
  #newsDesk(): PartyNewsDesk {
    const { ctx, env, now, date } = this.#options;
    this.#news ??= new PartyNewsDesk({
      ...{ store: this.#storesOnce().partyNews, now },
      wakeIn: (ms) => ctx.storage.setAlarm(date() + ms),
      tell: async ({ party, search, code, game, players }) =>
        partyOf(env, party).found({ search, code, game, players }),
      waitUntil: (work) => ctx.waitUntil(work),
    });
    return this.#news;
  }

  /** Parties hear of their match from the pool: their members may be gone by then. */
  #found(game: string, tickets: readonly QueueTicket[], { code }: MadeMatch): void {
    const at = this.#options.now();
    const news = tickets.flatMap(({ party, search, members }) => {
      if (party === undefined || search === undefined) return [];
      const players = members.flatMap(({ player, gone }) => (gone ? [] : [player]));
      return [{ party, search, code, game, players, at }];
    });
    if (news.length > 0) this.#newsDesk().add(news);
  }

  async #admission(
    { game, mode }: Pick<Place, "game" | "mode">,
    { code, region, seat, player, name, at }: SeatIn,
    token: string,
  ): Promise<QueueNews> {
    const claims = { role: "player" as const, seat, relay: undefined, player, name, at };
    const { ctx, env } = this.#options;
    const keys = await keysOf(env);
    const now = Date.now();
    const ticket = await signTicket(keys, code, claims, now);
    const known = await readPlayer(keys, token, now);
    if (known) ctx.waitUntil(note(env, known, "match", { code, game, at: now }));
    return {
      type: "admitted",
      admission: { code, role: "player", game, mode, queued: true, region, ticket, player: token },
    };
  }
}
