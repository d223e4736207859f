import { describe, expect, it } from "vitest";
import { LogReader } from "#shared/log/index.ts";
import { decodeDown, encodeDown, ruleName } from "#shared/protocol/index.ts";
import { advance, createWorld, FIRST_INPUT, Random, SEAT } from "#shared/sim/index.ts";
import { asCards, type CardsWorld, cards } from "#test/support/cards.ts";
import { connectionTo } from "#test/support/match.ts";
import { inputsFor, seatAll } from "#test/support/toy.ts";
import { Broadcaster } from "#worker/broadcast/broadcaster.ts";
import { Channel, channelKind } from "#worker/broadcast/channel.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import { EpochHistory } from "#worker/broadcast/epoch-history.ts";

const NO_ROSTER = encodeDown({ type: "roster", spectators: 0, seats: [] });

/** A table of card players, and a message of each kind that goes out of it. */
class CardTable {
  readonly world: CardsWorld;
  readonly connections = new Set<Connection>();
  readonly sent = new Map<Connection, Uint8Array[]>();
  readonly #inputs;
  readonly #broadcaster: Broadcaster;
  readonly #random = new Random({ seed: 5, draws: 0 });

  constructor(settings: Readonly<Record<string, number>> = {}) {
    this.world = createWorld(cards, settings, 99);
    this.#inputs = inputsFor(this.world);
    seatAll(this.#inputs, SEAT.person);
    advance(this.world, this.#inputs);
    const { layout } = this.world;
    const crowd = { version: 0, roster: () => NO_ROSTER, since: () => undefined };
    this.#broadcaster = new Broadcaster({ layout, epochs: new EpochHistory(), rosterSource: crowd, delay: 0 });
  }

  sit(seat: number): Connection {
    const sent: Uint8Array[] = [];
    const port = { send: (bytes: Uint8Array) => void sent.push(bytes), close: () => {} };
    // That a client has the rules must not give it the inputs of others.
    const connection = connectionTo(port, `p${seat}`, seat, [ruleName(cards)]);
    this.connections.add(connection);
    this.sent.set(connection, sent);
    return connection;
  }

  /** All players draw and play at random. */
  play(ticks: number): void {
    const buttons = this.#inputs.cells[FIRST_INPUT];
    for (let tick = 0; tick < ticks; tick++) {
      for (let seat = 0; seat < this.#inputs.capacity; seat++) buttons[seat] = this.#random.below(4);
      advance(this.world, this.#inputs);
      this.#broadcaster.tick(this.world, this.connections);
    }
  }

  /** The world that a client's messages have led to, after each of them. */
  *known(connection: Connection): Generator<CardsWorld> {
    const reader = new LogReader(this.world.layout);
    for (const message of (this.sent.get(connection) ?? []).flatMap((bytes) => decodeDown(bytes))) {
      if (message.type === "keyframe") reader.begin(message);
      else if (message.type === "frame") reader.apply(message);
      else continue;
      yield asCards(reader.world);
    }
  }
}

const handOf = ({ hands }: CardsWorld, seat: number) => [hands.a[seat], hands.b[seat], hands.c[seat]];

describe("hidden hands", () => {
  it("no frame and no keyframe leads a player to another's cards, nor to the generator", () => {
    const table = new CardTable();
    const seated = [0, 1, 2].map((seat) => table.sit(seat));
    table.play(40);
    // A keyframe in mid-match, too.
    seated[1].needs = "keyframe";
    table.play(40);
    for (const [seat, connection] of seated.entries()) {
      let worlds = 0;
      let last: CardsWorld | undefined;
      for (const world of table.known(connection)) {
        worlds += 1;
        last = world;
        for (const other of [0, 1, 2].filter((one) => one !== seat)) expect(handOf(world, other)).toEqual([0, 0, 0]);
        const [, seed, draws] = world.views[0].cells;
        expect([seed[0], draws[0]]).toEqual([0, 0]);
        expect([0, 1, 2].map((one) => world.counts.held[one])).toEqual([3, 3, 3]);
      }
      expect(worlds).toBeGreaterThan(70);
      // What is one's own, and what lies on the table, is there.
      expect(last && handOf(last, seat)).toEqual(handOf(table.world, seat));
      expect(last?.table.top).toBe(table.world.table.top);
      expect(last?.tick).toBe(table.world.tick);
    }
  });

  it("a spectator sees none", () => {
    const table = new CardTable();
    const eve = table.sit(-1);
    table.play(40);
    for (const world of table.known(eve)) for (const seat of [0, 1, 2]) expect(handOf(world, seat)).toEqual([0, 0, 0]);
  });

  it("not a byte differs where only hidden cells do", () => {
    const one = createWorld(cards, {}, 1);
    const other = createWorld(cards, {}, 2);
    const inputs = inputsFor(one);
    seatAll(inputs, SEAT.person);
    for (const world of [one, other]) advance(world, inputs);
    expect(handOf(one, 1)).not.toEqual(handOf(other, 1));
    // Seat 0 holds the same in both; what the others hold, and what they will draw, differs.
    for (const column of ["a", "b", "c"] as const) other.hands[column][0] = one.hands[column][0];
    const worlds = [one, other];
    const channels = worlds.map((world) => new Channel(channelKind(world.layout, 0, true), world));
    const said: Uint8Array[][] = worlds.map((world, i) => channels[i].opening(world));
    const [, , buttons] = inputs.cells;
    for (let tick = 0; tick < 70; tick++) {
      for (const seat of [1, 2]) buttons[seat] = (tick >> seat) & 1;
      for (const [i, world] of worlds.entries()) {
        advance(world, inputs);
        channels[i].write(world);
        said[i].push(...channels[i].drain());
      }
    }
    expect(handOf(one, 2)).not.toEqual(handOf(other, 2));
    expect(said[0]).toEqual(said[1]);
  });

  it("players who may know the same are sent the same bytes, coded once; others are not", () => {
    const table = new CardTable({ seats: 4, partners: 1 });
    const seated = [0, 1, 2, 3].map((seat) => table.sit(seat));
    table.play(20);
    const lasts = seated.map((connection) => table.sent.get(connection)?.at(-1));
    // The same memory, so it was coded once.
    expect(lasts[0]).toBe(lasts[2]);
    expect(lasts[1]).toBe(lasts[3]);
    expect(lasts[0]).not.toEqual(lasts[1]);
    for (const world of table.known(seated[0])) {
      expect(handOf(world, 2)).not.toEqual([0, 0, 0]);
      expect([...handOf(world, 1), ...handOf(world, 3)]).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });
});

it("who may not know everything gets states, though they have the rules", () => {
  const { layout } = createWorld(cards, {}, 1);
  expect(channelKind(layout, 1, true)).toEqual({ stream: "state", view: 1 });
  expect(channelKind(layout, -1, true)).toEqual({ stream: "state", view: -1 });
});
