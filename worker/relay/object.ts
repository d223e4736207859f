/** The Relay Durable Object: a shell that gives a relay its spectators' sockets, its way to the match, and the time. */
import { DurableObject } from "cloudflare:workers";
import { CLOSE } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { TICKET_S } from "../auth/tickets.ts";
import { UsedTickets } from "../auth/used-tickets.ts";
import { type Arrival, type RelayPlace, readArrival } from "../broadcast/arrival.ts";
import { dismiss } from "../broadcast/dismiss.ts";
import { answerRefusal, type SocketRefusal, TICKET_USED } from "../broadcast/refusals.ts";
import { closeUnreadable, SocketTable, survivors } from "../broadcast/socket-table.ts";
import { attemptLater, finishClose } from "../broadcast/sockets.ts";
import { type Door, upgrade } from "../broadcast/upgrade.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { log, wordsOf } from "../log.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import { Relay } from "./relay.ts";
import type { RelayRpc } from "./rpc.ts";
import { Uplink } from "./uplink.ts";

/** Used tickets are remembered for so long after the last, in milliseconds: by then none of them is good any more. */
const KEEP_MS = 2 * TICKET_S * 1000;

const FORM: StorageForm = { of: "relay", upgrades: [] };

/**
 * At most so much time counts between two readings of the clock, in milliseconds: spectators say something more often, and a clock
 * that is set ahead must not look like a match that sleeps.
 */
const MOST_STEP_MS = 20_000;

export class RelayObject extends DurableObject<Env> implements RelayRpc {
  readonly #games: Games;
  readonly #clock = new Clock(() => MOST_STEP_MS);
  readonly #used: UsedTickets;
  #version: StorageVersion;
  readonly #sockets = new SocketTable();
  #relay: Relay | undefined;

  /** @param games whose rules it has: worker/server.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#version = new StorageVersion(ctx.storage, FORM);
    this.#used = new UsedTickets(ctx.storage.sql);
    for (const [socket, arrival] of survivors(ctx.getWebSockets())) {
      const { place } = arrival;
      // The client has gone on from the world that it held when it came.
      if (place) this.#enter(socket, { ...arrival, since: undefined }, place);
      else closeUnreadable(socket);
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
    this.#attempt(relay, (now) => relay.receiveUpstream(bytes, now));
  }

  /** What comes from upstream is of this server's own making: if reading it throws, nothing that follows can be relied upon. */
  #attempt(relay: Relay, work: (now: number) => void): void {
    try {
      work(this.#clock.now());
    } catch (error) {
      log.error("relay_failed", { tick: relay.tickNumber, detail: wordsOf(error) });
      relay.over(CLOSE.fault, "the relay has failed");
      this.#relay = undefined;
    }
  }

  override async fetch(request: Request): Promise<Response> {
    const arrival = readArrival(request);
    const { place } = arrival;
    if (!place) return answerRefusal({ close: CLOSE.noMatch, reason: "there is nothing to watch here" });
    const door: Door = {
      name: "relay",
      refusal: () => this.#refusal(arrival),
      enter: (socket) => this.#enter(socket, arrival, place),
      gone: (socket) => this.#gone(socket),
    };
    const answer = upgrade(this.ctx, arrival, door);
    if (this.#version.isTooNew) return answer;
    await attemptLater("set an alarm", () => this.ctx.storage.setAlarm(this.#clock.date() + KEEP_MS));
    return answer;
  }

  #refusal(arrival: Arrival): SocketRefusal | undefined {
    // Which tickets have been used is not known, until in a minute the alarm has cleared it away.
    if (this.#version.isTooNew) return { close: CLOSE.full, reason: "an update has been taken back: try again" };
    this.#version.stamp();
    if (!this.#used.use(arrival.id, arrival.expires, this.#clock.date())) return TICKET_USED;
    return this.#relay?.refusal(arrival);
  }

  #enter(socket: WebSocket, arrival: Arrival, place: RelayPlace): void {
    const connection = this.#sockets.add(socket, arrival);
    const relay = this.#follow(place);
    this.#attempt(relay, (now) => relay.connect(connection, now));
    if (arrival.role !== "relay") return;
    for (const [player, at] of relay.dismissed) this.ctx.waitUntil(dismiss(this.env, [arrival.player], [player], at));
  }

  /** As `Relay.dismiss`, here and at the relays that follow this one. */
  async dismiss(players: readonly string[], at: number): Promise<void> {
    this.#relay?.dismiss(players, at, this.#clock.now());
    const { relays } = this.#sockets;
    if (relays.length > 0) await dismiss(this.env, relays, players, at);
  }

  /** Of a match that has had no newcomer for long nothing stays on disk, also of what another build has stored. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#version = new StorageVersion(this.ctx.storage, FORM);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const connection = this.#sockets.of(socket);
    const relay = this.#relay;
    if (connection && relay) this.#attempt(relay, (now) => relay.receive(connection, message, now));
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // The relay lets go of it first: whether the platform takes the answer is of no concern to it.
    this.#gone(socket);
    finishClose(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket);
  }

  #gone(socket: WebSocket): void {
    const connection = this.#sockets.remove(socket);
    const relay = this.#relay;
    if (connection && relay) this.#attempt(relay, (now) => relay.disconnect(connection, now));
  }
}
