import { expect, describe as group, it } from "vitest";
import { FRAME_MS, Sitter } from "#test/support/sitter.ts";
import { Sleeper } from "#test/support/sleeper.ts";
import { openTurns, turns } from "#test/support/turns.ts";

const RATE = openTurns.tickRate;

const tableOf = (world: { readonly views: Sleeper["world"]["views"] }) => {
  const view = world.views.find(({ placed }) => placed.name === "table");
  const cell = (name: string) => view?.cells[view.placed.index.get(name) ?? -1][0] ?? Number.NaN;
  return { heap: cell("heap"), turn: cell("turn"), until: cell("until") };
};

group.each([openTurns, turns])("a client in quiet time: $name", (game) => {
  function begin(settings: Readonly<Record<string, number>> = {}) {
    const sleeper = new Sleeper({ turnSeconds: 0, ...settings }, game);
    const [ada, bob] = [new Sitter(sleeper, "ada", game), new Sitter(sleeper, "bob", game)];
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
