import { expect, describe as group, it } from "vitest";
import { MatchClient } from "#client/session/client.ts";
import { ruleName } from "#shared/protocol/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { connectionTo } from "#test/support/match.ts";
import { Sleeper } from "#test/support/sleeper.ts";
import { openTurns, turns } from "#test/support/turns.ts";

const FRAME_MS = 1000 / 20;
const RATE = openTurns.tickRate;

/** A whole client at a table with another, each message 40 ms on its way. */
class Person {
  readonly client: MatchClient;
  readonly sleeper: Sleeper;
  /** When messages were sent that reach the match, and when the platform answered for it. */
  readonly sent: number[] = [];
  quietPings = 0;

  constructor(sleeper: Sleeper, player: string, game: AnyGame) {
    this.sleeper = sleeper;
    const { clock } = sleeper;
    const reservation = sleeper.match.reservations.reserve(player, player, clock.now());
    if (!reservation.ok) throw new Error(reservation.reason);
    const port = {
      send: (bytes: Uint8Array) => clock.later(() => this.client.receive(bytes, clock.now()), 40),
      close: (code: number) => {
        throw new Error(`closed with ${code}`);
      },
    };
    const connection = connectionTo(port, player, reservation.seat, [ruleName(game)]);
    const send = (bytes: Uint8Array) => {
      if (bytes.length === 0) {
        this.quietPings += 1;
        clock.later(() => this.client.receive(bytes, clock.now()), 80);
        return;
      }
      this.sent.push(clock.now());
      clock.later(() => sleeper.hear(connection, bytes), 40);
    };
    this.client = new MatchClient({ send, live: () => {}, changed: () => {}, foreign: () => {} }, only(game));
    this.client.connected(clock.now());
    sleeper.admit(connection);
    const run = () => {
      this.client.setInput({ bid: 0 });
      if (this.client.run(clock.now()) === "dead") throw new Error("the link counts as dead");
      this.client.frame(clock.now());
      clock.later(run, FRAME_MS);
    };
    run();
  }

  get drawn() {
    const drawn = this.client.frame(this.sleeper.clock.now());
    if (!drawn) throw new Error("nothing is drawn");
    return drawn;
  }
}

const tableOf = (world: { readonly views: Sleeper["world"]["views"] }) => {
  const view = world.views.find(({ placed }) => placed.name === "table");
  const cell = (name: string) => view?.cells[view.placed.index.get(name) ?? -1][0] ?? Number.NaN;
  return { heap: cell("heap"), turn: cell("turn"), until: cell("until") };
};

group.each([openTurns, turns])("a client in quiet time: $name", (game) => {
  function begin(settings: Readonly<Record<string, number>> = {}) {
    const sleeper = new Sleeper({ turnSeconds: 0, ...settings }, game);
    const [ada, bob] = [new Person(sleeper, "ada", game), new Person(sleeper, "bob", game)];
    sleeper.pass(6000);
    return { sleeper, ada, bob };
  }

  it("says nothing that wakes the match, and asks now and then whether the link still holds", () => {
    const { sleeper, ada, bob } = begin();
    expect(sleeper.running.ticks).toBe(false);
    const [messages, awakeMs] = [ada.sent.length + bob.sent.length, sleeper.awakeMs];
    sleeper.pass(3 * 60_000);
    expect(ada.sent.length + bob.sent.length).toBe(messages);
    expect(sleeper.awakeMs).toBe(awakeMs);
    expect(ada.quietPings).toBeGreaterThan(6);
    expect(ada.quietPings).toBeLessThan(12);
  });

  it("goes on with its clock: what it shows is the tick of now, and turn clocks run down", () => {
    const { sleeper, ada } = begin({ turnSeconds: 600 });
    const before = ada.client.stats(sleeper.clock.now()).ahead;
    sleeper.pass(60_000);
    expect(sleeper.running.ticks).toBe(false);
    const { world } = ada.drawn;
    const { until } = tableOf(world);
    expect((until - world.tick) / RATE).toBeGreaterThan(525);
    expect((until - world.tick) / RATE).toBeLessThan(537);
    expect(Math.abs(ada.client.stats(sleeper.clock.now()).ahead - before)).toBeLessThan(100);
    expect(Math.abs(world.tick - sleeper.dueTick)).toBeLessThan(6);
  });

  it("gives a command that is shown at once, and counts at once after the wake", () => {
    const { sleeper, ada, bob } = begin();
    sleeper.pass(60_000);
    const outcomes: unknown[] = [];
    expect(ada.client.command({ name: "take", args: { count: 3 } }, (outcome) => outcomes.push(outcome))).toBe(true);
    sleeper.pass(2 * FRAME_MS);
    // Before the server can have answered.
    expect(tableOf(ada.drawn.predicted).heap).toBe(997);
    sleeper.pass(300);
    expect(outcomes).toEqual(["counted"]);
    expect(tableOf(sleeper.world).heap).toBe(997);
    sleeper.pass(200);
    expect(tableOf(bob.drawn.world)).toMatchObject({ heap: 997, turn: 1 });
    sleeper.pass(5000);
    expect(sleeper.running.ticks).toBe(false);
    expect(ada.client.corrections.count).toBe(0);
  });

  it("keeps the match awake for little, move after move, and its worlds are the server's", () => {
    const { sleeper, ada, bob } = begin();
    const awakeMs = sleeper.awakeMs;
    for (let n = 0; n < 4; n++) {
      sleeper.pass(15_000);
      (n % 2 === 0 ? ada : bob).client.command({ name: "take", args: { count: 1 } });
    }
    sleeper.pass(5000);
    expect(tableOf(sleeper.world).heap).toBe(996);
    expect((sleeper.awakeMs - awakeMs) / 4).toBeLessThan(1500);
    for (const { client } of [ada, bob]) expect(client.past(sleeper.match.tickNumber)?.hash()).toBeDefined();
  });
});
