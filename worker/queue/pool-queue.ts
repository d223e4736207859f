/** The queue of a pool whose mode is competitive: as much of the pool's object as it takes to run a queue and make its matches. */
import type { QueueNews } from "#shared/protocol/queue.ts";
import { type Games, queueRules } from "#shared/sim/index.ts";
import { readPlayer } from "../auth/players.ts";
import { keysOf } from "../auth/secrets.ts";
import { signTicket } from "../auth/tickets.ts";
import type { Env } from "../env.ts";
import { quickChoice } from "../match/choice.ts";
import { note } from "../player/note.ts";
import { attachedTo, type QueueArrival, readQueueArrival } from "./arrival.ts";
import { QueueDesk } from "./desk.ts";
import { makeMatch } from "./make-match.ts";
import type { QueueMember, SeatIn, TicketStore } from "./ticket.ts";
import type { WaitStore } from "./wait-log.ts";

type Place = QueueArrival["place"];

export interface PoolQueueOptions {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly games: Games;
  /** Where the tickets are kept. */
  readonly store: () => TicketStore & WaitStore;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

export class PoolQueue {
  readonly #options: PoolQueueOptions;
  /** Made when the first client says which pool this is: the object is not told its own name. */
  #desk: QueueDesk | undefined;

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

  /** A client comes, by way of the Worker. */
  fetch(request: Request): Response {
    const { place } = readQueueArrival(request);
    return (this.#desk ?? this.#open(place)).fetch(request);
  }

  /** @see QueueDesk.enterParty */
  enterParty(place: Place, party: string, members: readonly QueueMember[]): boolean {
    return (this.#desk ?? this.#open(place)).enterParty(party, members);
  }

  cancelParty(place: Place, party: string): void {
    (this.#desk ?? this.#open(place)).cancelParty(party);
  }

  message(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#desk?.message(socket, message);
  }

  closed(socket: WebSocket, code: number): void {
    this.#desk?.closed(socket, code);
  }

  /** @throws {Error} the mode is a casual one, which the Worker has refused, unless it is of another build */
  #open({ game, mode, region }: Place): QueueDesk {
    const { ctx, env, games, now, store } = this.#options;
    const declared = games.get(game)?.modes[mode]?.queue;
    if (!declared) throw new Error(`there is no queue for mode ${mode} of game ${game}`);
    const choice = quickChoice(games, game, mode);
    this.#desk = new QueueDesk({
      ...{ ctx, store: store(), rules: queueRules(declared), region, now },
      make: (groups, where) => makeMatch(env, choice, groups, where),
      admission: (seat, token) => this.#admission({ game, mode }, seat, token),
    });
    return this.#desk;
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
