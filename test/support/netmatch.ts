/**
 * A whole match in one process on a clock that only `run` moves: the server's `Match`, clients as a page has them,
 * and lines between them that are as bad as a test wants. Everything follows from one seed.
 */
import type { Conditions } from "#client/net/conditions.ts";
import { LinkDirection, type LinkEnvironment } from "#client/net/link-direction.ts";
import { MatchClient } from "#client/session/client.ts";
import { lookBack } from "#client/session/recording/spectator-playback.ts";
import type { Drawn } from "#client/session/types.ts";
import { encodeUp, type Input, PROTOCOL, ruleName } from "#shared/protocol/index.ts";
import { type AnyGame, type Layout, plan, Random, seatCells, type WorldBase } from "#shared/sim/index.ts";
import { Connection } from "#worker/broadcast/connection.ts";
import { firstPage, replay } from "#worker/match/log/journal.ts";
import { Match } from "#worker/match/match.ts";
import type { Entropy } from "#worker/match/nature.ts";
import { entropyOf } from "./entropy.ts";
import { only } from "./games.ts";
import type { Handshake } from "./match.ts";

const FRAME_MS = 1000 / 60;

/** Callbacks at their time, in order. */
class Agenda implements LinkEnvironment {
  now = 0;
  readonly #random: Random;
  #entries: { readonly at: number; readonly callback: () => void }[] = [];

  constructor(seed: number) {
    this.#random = new Random({ seed, draws: 0 });
  }

  later(callback: () => void, ms: number): void {
    const entry = { at: this.now + ms, callback };
    let place = this.#entries.length;
    while (place > 0 && this.#entries[place - 1].at > entry.at) place -= 1;
    this.#entries.splice(place, 0, entry);
  }

  chance(): number {
    return this.#random.below(1 << 24) / (1 << 24);
  }

  /** Lives until `end`. */
  runTo(end: number): void {
    for (let next = this.#entries[0]; next && next.at <= end; next = this.#entries[0]) {
      this.#entries.shift();
      this.now = next.at;
      next.callback();
    }
    this.now = end;
  }

  every(ms: number, callback: (now: number) => void): void {
    const again = (at: number) => {
      this.later(() => {
        callback(this.now);
        again(at + ms);
      }, at - this.now);
    };
    again(this.now + ms);
  }
}

/** The input that a client sets, before each drawn frame. */
export type InputSource = (client: NetClient, drawn: Drawn | undefined) => Readonly<Record<string, number>> | undefined;

export class NetClient {
  readonly client: MatchClient;
  readonly connection: Connection;
  /** All inputs that it has sent, in order. */
  readonly sent: Input[] = [];
  messages = 0;
  mismatches = 0;
  /** Why the server closed its socket, if it did. */
  closed: number | undefined;
  drawn: Drawn | undefined;
  /** Its page is hidden: it does not draw, and runs only when a message comes. */
  hidden = false;
  inputSource: InputSource | undefined;
  /** Called after every drawn frame. */
  onFrame: ((drawn: Drawn, now: number) => void) | undefined;

  constructor(net: NetMatch, player: string, seat: number, conditions: Conditions) {
    const { agenda } = net;
    const hear = (bytes: Uint8Array) => {
      this.client.receive(bytes, agenda.now);
      this.client.run(agenda.now);
    };
    const down = new LinkDirection(conditions, hear, agenda);
    const up = new LinkDirection(conditions, (bytes) => net.receive(this.connection, bytes), agenda);
    this.client = new MatchClient(
      {
        send: (bytes) => up.push(bytes, agenda.now),
        live: () => {},
        changed: () => {},
        foreign: () => {
          throw new Error("the client does not have the rules");
        },
        observer: {
          sent: (_bytes, _now, inputs) => {
            this.messages += 1;
            this.sent.push(...inputs);
          },
          outOfStep: () => {
            this.mismatches += 1;
          },
        },
      },
      only(net.game),
      lookBack,
    );
    const port = {
      send: (bytes: Uint8Array) => down.push(bytes, agenda.now),
      close: (code: number) => {
        this.closed = code;
      },
    };
    this.connection = new Connection(port, net.arrival(player, seat));
  }

  /** One turn of the page's loop, as the stage does it. */
  frame(now: number): void {
    if (this.hidden) return;
    const input = this.inputSource?.(this, this.drawn);
    // As a page does, it says what its player wants once it has drawn something.
    if (input || this.drawn) this.client.setInput(input ?? {});
    this.client.run(now);
    this.drawn = this.client.frame(now);
    if (this.drawn) this.onFrame?.(this.drawn, now);
  }

  get seat(): number {
    return this.client.seat;
  }

  /** The input that it sent for this tick. */
  said(tick: number): readonly number[] | undefined {
    return this.sent.findLast((input) => input.tick <= tick)?.values;
  }
}

export class NetMatch {
  readonly agenda: Agenda;
  match: Match;
  readonly clients: NetClient[] = [];
  /** Called with the server's world after every tick. */
  onTick: ((world: WorldBase) => void) | undefined;
  /** Changes the messages of clients on their way. */
  forge: ((bytes: Uint8Array) => Uint8Array) | undefined;
  readonly game: AnyGame;
  readonly #layout: Layout;
  readonly #entropy: Entropy;
  #tickets = 0;

  constructor(game: AnyGame, settings: Readonly<Record<string, number>>, seed = 1) {
    this.agenda = new Agenda(seed);
    this.agenda.now = 1_000_000;
    this.game = game;
    const spec = { code: "NETMATCH00", game: game.name, mode: "custom", settings, listed: false, delay: 0 };
    this.#layout = plan(game, settings);
    this.#entropy = entropyOf(~seed);
    this.match = Match.create(spec, seed, only(game), this.#entropy);
    this.agenda.every(1000 / this.match.tickRate, (now) => this.#tick(now));
  }

  #tick(now: number): void {
    this.match.tick(now);
    this.onTick?.(this.world());
  }

  /** The server's world, as a copy. */
  world(): WorldBase {
    return replay(this.#layout, this.match.save().pages);
  }

  /** Changes the world by hand, as if the match had been stored, changed on the disk, and woken again. */
  edit(change: (world: WorldBase) => void): void {
    const world = this.world();
    change(world);
    const { header } = this.match.save();
    const saved = { header, pages: [firstPage(world)] };
    const woken = Match.restore(saved, this.agenda.now, only(this.game), { entropy: this.#entropy });
    if (!woken) throw new Error("the match was not restored");
    this.match = woken;
    for (const { connection } of this.clients) {
      connection.needs = "keyframe";
      connection.channel = undefined;
      woken.attach(connection, this.agenda.now);
      if (connection.isPlayer) this.#act(connection);
    }
  }

  /** The player is there at once, and rests, until their client is heard of: no bot plays for them meanwhile. */
  #act(connection: Connection): void {
    const values = Object.values(this.game.input).map(({ idle }) => idle);
    const input = { tick: this.match.tickNumber + 1, seen: 0, values };
    this.match.receive(
      connection,
      new Uint8Array(encodeUp({ type: "input", inputs: [input] })).buffer,
      this.agenda.now,
    );
  }

  arrival(player: string, seat: number, { edition = PROTOCOL, since }: Handshake = {}): Connection["arrival"] {
    this.#tickets += 1;
    const role = seat < 0 ? "spectator" : "player";
    const rules = [ruleName(this.game)];
    const at = this.#tickets;
    const claims = { id: `ticket ${at}`, role, seat, player, name: player, at, expires: 1e15 } as const;
    return { ...claims, rules, edition, since };
  }

  receive(connection: Connection, bytes: Uint8Array): void {
    const said = this.forge?.(bytes) ?? bytes;
    this.match.receive(connection, new Uint8Array(said).buffer, this.agenda.now);
  }

  /** A player comes in, over a link of their own. */
  join(player: string, conditions: Conditions, inputSource?: InputSource): NetClient {
    const { now } = this.agenda;
    const reservation = this.match.reservations.reserve(player, player, now);
    if (!reservation.ok) throw new Error(`no seat for ${player}: ${reservation.reason}`);
    const client = new NetClient(this, player, reservation.seat, conditions);
    client.inputSource = inputSource;
    this.match.connect(client.connection, now);
    this.clients.push(client);
    // Screens are not in step with each other.
    this.agenda.later(() => this.agenda.every(FRAME_MS, (at) => client.frame(at)), this.agenda.chance() * FRAME_MS);
    return client;
  }

  run(seconds: number): void {
    this.agenda.runTo(this.agenda.now + seconds * 1000);
  }
}

/** The input of a seat in a world, by its game's input columns. */
export const inputOf = (world: WorldBase, seat: number): number[] =>
  seatCells(world.seatTable).inputs.map((cells) => cells[seat]);
