/** The Relay Durable Object: a thin shell that gives a `Relay` its watchers' sockets, its way to the match, and the time. */
import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import { CLOSE, SUBPROTOCOL } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { TICKET_S } from "../auth/tickets.ts";
import { UsedTickets } from "../auth/used-tickets.ts";
import { ARRIVAL_HEADER } from "../broadcast/arrival.ts";
import { Connection } from "../broadcast/connection.ts";
import { dismiss } from "../broadcast/dismiss.ts";
import { answerRefusal, type SocketRefusal } from "../broadcast/refusals.ts";
import { attemptLater, closeSocket, finishClose, portOf } from "../broadcast/sockets.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { log, wordsOf } from "../log.ts";
import { Arrival, type RelayPlace } from "../match/spec.ts";
import { Relay } from "./relay.ts";
import { Uplink } from "./uplink.ts";

/** Tickets that were used are kept for so long after the last, in milliseconds: by then none of them is good any more. */
const KEEP_MS = 2 * TICKET_S * 1000;

/**
 * No more than this counts between two readings of the clock, in milliseconds: those who watch are heard of more often, and a
 * clock that is set ahead must not look like a match that sleeps.
 */
const MOST_STEP_MS = 20_000;

export class RelayObject extends DurableObject<Env> {
  readonly #games: Games;
  readonly #clock = new Clock(() => MOST_STEP_MS);
  readonly #used: UsedTickets;
  readonly #connections = new Map<WebSocket, Connection>();
  #relay: Relay | undefined;

  /** @param games whose rules it has: worker/index.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#used = new UsedTickets(ctx.storage.sql);
    for (const socket of ctx.getWebSockets()) {
      if (socket.readyState !== WebSocket.OPEN) continue;
      const { success, output } = v.safeParse(Arrival, socket.deserializeAttachment());
      // What it held when it came it has gone on from since.
      if (success && output.place) this.#enter(socket, { ...output, since: undefined }, output.place);
      // Another version of this code has written it. One such socket must not keep the relay from all others.
      else closeSocket(socket, CLOSE.fault, "this server can't go on with your connection: come in again");
    }
  }

  #follow(place: RelayPlace): Relay {
    if (this.#relay) return this.#relay;
    const uplink = new Uplink(this.env, place, {
      opened: () => relay.opened(this.#clock.now()),
      message: (bytes) => this.#take(relay, bytes),
      broken: () => relay.broken(),
      over: (code, reason) => {
        relay.over(code, reason);
        this.#relay = undefined;
      },
    });
    const relay = new Relay(uplink, this.#games);
    this.#relay = relay;
    return relay;
  }

  #take(relay: Relay, bytes: Uint8Array): void {
    this.#guard(relay, (now) => relay.receiveUpstream(bytes, now));
  }

  /** What comes from upstream is of this server's own making: where it throws, nothing that follows can be relied upon. */
  #guard(relay: Relay, work: (now: number) => void): void {
    try {
      work(this.#clock.now());
    } catch (error) {
      log.error("relay_failed", { tick: relay.tickNumber, detail: wordsOf(error) });
      relay.over(CLOSE.fault, "the relay has failed");
      this.#relay = undefined;
    }
  }

  /** The WebSocket upgrade of somebody whose ticket the Worker has checked, or of a relay that follows this one. */
  override async fetch(request: Request): Promise<Response> {
    const arrival = v.parse(Arrival, JSON.parse(request.headers.get(ARRIVAL_HEADER) ?? "null"));
    const { 0: client, 1: server } = new WebSocketPair();
    const { place } = arrival;
    if (!place) return answerRefusal({ close: CLOSE.noMatch, reason: "there is nothing to watch here" });
    try {
      const refusal = this.#refusal(arrival);
      if (refusal) return answerRefusal(refusal);
      this.ctx.acceptWebSocket(server, [arrival.role]);
      server.serializeAttachment(arrival);
      this.#enter(server, arrival, place);
    } catch (error) {
      // Such as a disk that is full.
      log.error("socket_refused", { detail: wordsOf(error) });
      closeSocket(server, CLOSE.fault, "the relay could not let you in: try again");
      return answerRefusal({ close: CLOSE.fault, reason: "the relay could not let you in: try again" });
    } finally {
      await attemptLater("set an alarm", () => this.ctx.storage.setAlarm(this.#clock.date() + KEEP_MS));
    }
    return new Response(null, { status: 101, webSocket: client, headers: { "Sec-WebSocket-Protocol": SUBPROTOCOL } });
  }

  /** Why this socket is not let in; undefined where it is. Its ticket is used from here on. */
  #refusal(arrival: Arrival): SocketRefusal | undefined {
    if (!this.#used.use(arrival.id, arrival.expires, this.#clock.date()))
      return { close: CLOSE.usedTicket, reason: "this ticket has been used" };
    return this.#relay?.refusal(arrival);
  }

  #enter(socket: WebSocket, arrival: Arrival, place: RelayPlace): void {
    const connection = new Connection(portOf(socket), arrival);
    this.#connections.set(socket, connection);
    const relay = this.#follow(place);
    this.#guard(relay, (now) => relay.connect(connection, now));
    if (arrival.role !== "relay") return;
    for (const [player, at] of relay.dismissed) this.ctx.waitUntil(dismiss(this.env, [arrival.player], [player], at));
  }

  /** As `Relay.dismiss`, here and at the relays that follow this one. */
  async dismiss(players: readonly string[], at: number): Promise<void> {
    this.#relay?.dismiss(players, at, this.#clock.now());
    const relays = [...this.#connections.values()].filter(({ open, arrival }) => open && arrival.role === "relay");
    const names = relays.map(({ arrival }) => arrival.player);
    if (names.length > 0) await dismiss(this.env, names, players, at);
  }

  /** Nothing stays on disk of a match that nobody comes to watch any more. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const connection = this.#connections.get(socket);
    const relay = this.#relay;
    if (connection && relay) this.#guard(relay, (now) => relay.receive(connection, message, now));
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // First let go: the answer is the platform's business.
    this.#gone(socket);
    finishClose(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket);
  }

  #gone(socket: WebSocket): void {
    const connection = this.#connections.get(socket);
    this.#connections.delete(socket);
    const relay = this.#relay;
    if (connection && relay) this.#guard(relay, (now) => relay.disconnect(connection, now));
  }
}
