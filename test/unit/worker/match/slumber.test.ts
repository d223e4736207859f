import { describe, expect, it } from "vitest";
import { SEAT, seatCells } from "#shared/sim/index.ts";
import { Sleeper } from "#test/support/sleeper.ts";
import { openTurns, turns } from "#test/support/turns.ts";
import { LINGER_MS, LOOK_MS } from "#worker/match/slumber.ts";

const RATE = openTurns.tickRate;
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Two players at a table, at rest. */
function atRest(settings: Readonly<Record<string, number>> = {}) {
  const sleeper = new Sleeper({ turnSeconds: 0, ...settings });
  const [ada, bob] = [sleeper.join("ada"), sleeper.join("bob")];
  sleeper.pass(3000);
  return { sleeper, ada, bob };
}

const tableOf = (sleeper: Sleeper) => {
  const { world } = sleeper;
  const view = world.views.find(({ placed }) => placed.name === "table");
  const cell = (name: string) => view?.cells[view.placed.index.get(name) ?? -1][0] ?? Number.NaN;
  return { heap: cell("heap"), turn: cell("turn"), until: cell("until") };
};
const missedOf = (sleeper: Sleeper, seat: number) => {
  const view = sleeper.world.views.find(({ placed }) => placed.name === "hands");
  return view?.cells[view.placed.index.get("missed") ?? -1][seat];
};
const kinds = (sleeper: Sleeper) => Array.from(seatCells(sleeper.world.seatTable).kind);

describe("a match in quiet time", () => {
  it("sleeps soon after the last act, with its players connected, and sends nothing", () => {
    const { sleeper, ada } = atRest();
    expect(sleeper.running.ticks).toBe(false);
    const { sends } = ada;
    const asleepAt = sleeper.match.tickNumber;
    sleeper.pass(3 * DAY);
    expect(ada.sends).toBe(sends);
    expect(sleeper.match.tickNumber).toBe(asleepAt);
    expect(sleeper.awakeMs).toBeLessThan(3000);
  });

  it("is at the tick of the wall's clock when a player does something, which then counts at once", () => {
    const { sleeper, ada, bob } = atRest();
    const asleepAt = sleeper.match.tickNumber;
    const slept = 5 * MINUTE + 17;
    sleeper.pass(slept);
    const before = sleeper.clock.now();
    sleeper.take(ada, 3);
    expect(sleeper.running.ticks).toBe(true);
    sleeper.pass(200);
    expect(tableOf(sleeper)).toMatchObject({ heap: 997, turn: 1 });
    const passed = sleeper.match.tickNumber - asleepAt;
    expect(passed).toBeGreaterThanOrEqual(Math.floor(((slept + 200) * RATE) / 1000) - 3 * RATE);
    sleeper.pass(3000);
    expect(sleeper.running.ticks).toBe(false);
    expect(sleeper.clock.now() - before).toBeGreaterThan(3000);
    for (const client of [ada, bob]) expect(client.world(sleeper.world.layout).hash()).toBe(sleeper.world.hash());
  });

  it("does not drift by the times that it sleeps and wakes", () => {
    const { sleeper, ada, bob } = atRest();
    const [tick, at] = [sleeper.match.tickNumber, sleeper.clock.now()];
    for (let n = 0; n < 100; n++) {
      sleeper.pass(29_000 + 37 * n);
      sleeper.take(n % 2 === 0 ? ada : bob, 1);
    }
    sleeper.pass(3000);
    sleeper.running.rouse(sleeper.clock.now());
    expect(tableOf(sleeper).heap).toBe(900);
    const due = tick + ((sleeper.clock.now() - at) * RATE) / 1000;
    // It falls asleep up to half a second after the tick that is taken here.
    expect(Math.abs(sleeper.match.tickNumber - due)).toBeLessThan(3 * RATE);
    expect(sleeper.saved.filter(({ dated }) => dated).length).toBe(1);
  });

  it("costs a row a move, and half a second or so awake", () => {
    const { sleeper, ada, bob } = atRest();
    const [saves, awakeMs] = [sleeper.saved.length, sleeper.awakeMs];
    for (let n = 0; n < 20; n++) {
      sleeper.pass(30_000);
      sleeper.take(n % 2 === 0 ? ada : bob, 1);
    }
    sleeper.pass(3000);
    const rows = sleeper.saved.slice(saves).reduce((sum, { header, dated, pages }) => {
      return sum + pages.length + (header ? 1 : 0) + (dated ? 1 : 0);
    }, 0);
    expect(rows).toBeLessThanOrEqual(21);
    expect((sleeper.awakeMs - awakeMs) / 20).toBeLessThan(LINGER_MS + 600);
  });

  it("wakes by itself for the tick in which something happens", () => {
    const { sleeper } = atRest({ turnSeconds: 60 });
    expect(sleeper.running.ticks).toBe(false);
    expect(missedOf(sleeper, 0)).toBe(0);
    sleeper.pass(MINUTE);
    expect([missedOf(sleeper, 0), missedOf(sleeper, 1)]).toEqual([1, 0]);
    sleeper.pass(MINUTE);
    expect([missedOf(sleeper, 0), missedOf(sleeper, 1)]).toEqual([1, 1]);
    expect(sleeper.alarms).toBe(2);
    expect(sleeper.running.ticks).toBe(false);
  });

  it("looks after its sockets now and then where nothing happens by itself", () => {
    const { sleeper } = atRest();
    expect(sleeper.running.wakesAt).toBe(sleeper.clock.now() + LOOK_MS);
  });

  it("goes on through hibernation: the players whose sockets stay notice nothing, and nothing is stored", () => {
    const { sleeper, ada, bob } = atRest();
    sleeper.pass(10 * MINUTE);
    const saves = sleeper.saved.length;
    const welcomes = ada.of("welcome").length;
    const keyframes = ada.of("keyframe").length;
    sleeper.evict();
    expect(sleeper.saved.length).toBe(saves);
    expect(kinds(sleeper)).toEqual([SEAT.person, SEAT.person]);
    sleeper.take(ada, 2);
    sleeper.pass(3000);
    expect(tableOf(sleeper)).toMatchObject({ heap: 998, turn: 1 });
    expect(kinds(sleeper)).toEqual([SEAT.person, SEAT.person]);
    expect(ada.of("welcome").length).toBe(welcomes);
    expect(ada.of("keyframe").length).toBe(keyframes);
    for (const client of [ada, bob]) expect(client.world(sleeper.world.layout).hash()).toBe(sleeper.world.hash());
    expect(sleeper.match.tickNumber).toBeGreaterThan(10 * 60 * RATE);
  });

  it("gives up the seats of players whose sockets were lost while it was out of memory", () => {
    const { sleeper, bob } = atRest({ turnSeconds: 0 });
    sleeper.leave(bob);
    sleeper.pass(3000);
    expect(kinds(sleeper)).toEqual([SEAT.person, SEAT.away]);
    // The seat is free after 30 seconds, though nothing else would happen.
    sleeper.pass(30_000);
    expect(kinds(sleeper)).toEqual([SEAT.person, SEAT.empty]);
    expect(sleeper.running.ticks).toBe(false);
  });

  it.each([turns, openTurns])("goes on after a kill by the clock on the wall: $name", (game) => {
    const sleeper = new Sleeper({ turnSeconds: 600 }, game);
    const ada = sleeper.join("ada");
    sleeper.join("bob");
    sleeper.pass(3000);
    sleeper.take(ada, 1);
    sleeper.pass(3000);
    const { until } = tableOf(sleeper);
    sleeper.kill(5 * MINUTE);
    const again = sleeper.connect("ada", 0);
    sleeper.pass(2000);
    expect(tableOf(sleeper)).toMatchObject({ heap: 999, turn: 1, until });
    const left = until - sleeper.match.tickNumber;
    expect(left / RATE).toBeGreaterThan(600 - 310);
    expect(left / RATE).toBeLessThan(600 - 300);
    expect(again.of("keyframe").length).toBeGreaterThan(0);
  });

  it("makes up for all that was due while there was no process, in its order", () => {
    const { sleeper } = atRest({ turnSeconds: 60, keptSeat: 86_400 });
    // Bob comes back after 40 minutes, in which each turn has run out.
    sleeper.kill(40 * MINUTE);
    sleeper.connect("bob", 1);
    sleeper.pass(1000);
    const missed = [missedOf(sleeper, 0) ?? 0, missedOf(sleeper, 1) ?? 0];
    expect(missed[0] + missed[1]).toBeGreaterThanOrEqual(39);
    expect(Math.abs(missed[0] - missed[1])).toBeLessThanOrEqual(1);
  });

  it("lets other work be done where there is much to make up for", () => {
    const { sleeper } = atRest({ turnSeconds: 2, keptSeat: 30 * 86_400 });
    sleeper.kill(2 * 3_600_000);
    const before = sleeper.match.tickNumber;
    sleeper.running.rouse(sleeper.clock.now());
    expect(sleeper.running.ticks).toBe(true);
    const first = sleeper.match.tickNumber - before;
    expect(first).toBeLessThan(2 * 3600 * RATE);
    for (let n = 0; n < 20; n++) sleeper.pass(1);
    expect(sleeper.match.tickNumber - before).toBeGreaterThan(2 * 3600 * RATE - 10);
  });

  it("stands still where players have no seat any more, and in a game without quiet time", () => {
    const { sleeper, ada, bob } = atRest();
    sleeper.leave(ada);
    sleeper.leave(bob);
    sleeper.pass(40_000);
    expect(kinds(sleeper)).toEqual([SEAT.empty, SEAT.empty]);
    expect(sleeper.running.wakesAt).toBeUndefined();
    const tick = sleeper.match.tickNumber;
    sleeper.pass(DAY);
    sleeper.running.rouse(sleeper.clock.now());
    expect(sleeper.match.tickNumber).toBe(tick);
    const { quietUntil: _, ...restless } = openTurns;
    const other = new Sleeper({ turnSeconds: 0 }, restless);
    other.join("ada");
    other.pass(20_000);
    expect(other.running.ticks).toBe(true);
  });

  it("keeps seats for as long as the game says: a player who comes days later has theirs", () => {
    const { sleeper, ada, bob } = atRest({ keptSeat: 7 * 86_400, keptMatch: 14 * 86_400 });
    expect(sleeper.match.keptMs).toBe(14 * DAY);
    sleeper.leave(ada);
    sleeper.leave(bob);
    sleeper.pass(3 * DAY);
    sleeper.kill(3 * DAY);
    const again = sleeper.join("ada");
    expect(again.connection.seat).toBe(0);
    sleeper.pass(3000);
    sleeper.take(again, 3);
    sleeper.pass(3000);
    expect(tableOf(sleeper)).toMatchObject({ heap: 997, turn: 1 });
    // Bob does not come: a kill gives him as long again, and then the seat is free.
    sleeper.pass(7 * DAY);
    expect(kinds(sleeper)).toEqual([SEAT.person, SEAT.empty]);
  });
});
