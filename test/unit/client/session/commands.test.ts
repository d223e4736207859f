import { describe, expect, it } from "vitest";
import { type Conditions, PRESETS } from "#client/net/conditions.ts";
import type { CommandOutcome } from "#client/session/predict/command-log.ts";
import { ReplaySession } from "#client/session/recording/replay-session.ts";
import { COMMANDS } from "#client/session/render/game-events.ts";
import { COMMAND_REFUSED } from "#shared/protocol/index.ts";
import { readReplay, writeReplay } from "#shared/replay/index.ts";
import {
  advance,
  type Command,
  commandCells,
  createWorld,
  rawCommand,
  SEAT,
  TableView,
  type WorldBase,
  type WorldOf,
  writeCommand,
} from "#shared/sim/index.ts";
import { ledger } from "#test/support/ledger.ts";
import { type NetClient, NetMatch } from "#test/support/netmatch.ts";
import { Recorder } from "#test/support/recorder.ts";

const put = (value: number): Command => ({ name: "put", args: { place: 0, value } });

const ledgerOf = (world: WorldBase | undefined) => world as WorldOf<typeof ledger> | undefined;

/** All values that a seat has put, tick by tick, as the server has it. */
function arrange(conditions: Conditions = PRESETS.home) {
  const net = new NetMatch(ledger, { seats: 3 });
  const counted: number[] = [];
  net.onTick = (world) => {
    const { args } = world.command(0) ?? {};
    if (args?.value !== undefined) counted.push(args.value);
  };
  const ada = net.join("ada", conditions);
  const bob = net.join("bob", PRESETS.home);
  net.run(2);
  return { net, ada, bob, counted };
}

const gives = (client: NetClient, command: Command) => {
  const outcomes: CommandOutcome[] = [];
  const isGiven = client.client.command(command, (outcome) => outcomes.push(outcome));
  return { isGiven, outcomes };
};

/** The commands that a client is shown. */
function shown(client: NetClient) {
  const events: string[] = [];
  client.onFrame = (drawn) => {
    for (const { table, values } of drawn.events)
      if (table === COMMANDS) events.push(`${values.seat} ${values.command} ${values.a} ${values.b}`);
    for (const { table, values } of drawn.revoked) if (table === COMMANDS) events.push(`revoked ${values.seat}`);
  };
  return events;
}

describe("a player's command", () => {
  it("shows in the next frames, and counts once, in order", () => {
    const { net, ada, counted } = arrange();
    const { isGiven, outcomes } = gives(ada, put(7));
    net.run(0.04);
    expect([isGiven, outcomes, counted]).toEqual([true, [], []]);
    expect(ledgerOf(ada.drawn?.predicted)?.shelves.value[0]).toBe(7);
    for (const value of [8, 9, 10]) gives(ada, put(value));
    net.run(1);
    expect([outcomes, counted]).toEqual([["counted"], [7, 8, 9, 10]]);
    expect(ada.mismatches).toBe(0);
  });

  it("is shown once to the player at once, and once to others when they see that tick", () => {
    const { net, ada, bob } = arrange(PRESETS["other-continent"]);
    const [mine, theirs] = [shown(ada), shown(bob)];
    gives(ada, { name: "ping", args: { x: -5, y: 60, kind: 2 } });
    net.run(0.05);
    expect([mine, theirs]).toEqual([["0 2 -5 60"], []]);
    net.run(2);
    expect([mine, theirs]).toEqual([["0 2 -5 60"], ["0 2 -5 60"]]);
  });

  it("is not given where there is none of that name, or an argument is out of range", () => {
    const { ada } = arrange();
    for (const command of [put(1001), { name: "put", args: {} }, { name: "steal", args: {} }])
      expect(gives(ada, command).isGiven).toBe(false);
  });

  it("is told to be refused, and is taken back from the screen", () => {
    const { net, ada, counted } = arrange(PRESETS["other-continent"]);
    const events = shown(ada);
    const all = [0, 1, 2, 3].map((which) => gives(ada, { name: "emote", args: { which } }));
    net.run(2);
    expect(all.map(({ outcomes }) => outcomes)).toEqual([
      ["counted"],
      ["counted"],
      ["counted"],
      [COMMAND_REFUSED.tooMany],
    ]);
    expect(events.filter((event) => event.startsWith("revoked"))).toHaveLength(1);
    gives(ada, put(3));
    net.run(1);
    expect(counted).toEqual([3]);
  });

  it("is not predicted where the game would not allow it", () => {
    const { net, ada } = arrange();
    const { outcomes } = gives(ada, { name: "swap", args: { from: 0, to: 1 } });
    net.run(0.04);
    expect(ledgerOf(ada.drawn?.predicted)?.books.counted[0]).toBe(0);
    net.run(1);
    expect(outcomes).toEqual([COMMAND_REFUSED.illegal]);
  });

  it("counts once over a bad line", () => {
    const { net, ada, counted } = arrange(PRESETS["bad-mobile"]);
    for (let value = 1; value <= 40; value++) {
      gives(ada, put(value));
      net.run(0.15);
    }
    net.run(5);
    expect(counted).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });
});

it("a replay shows what was said, each in its tick, and steps to the end that was played", async () => {
  const world = createWorld(ledger, { seats: 3 }, 1);
  const recorder = new Recorder(world, 5);
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
  const cells = commandCells(inputs);
  for (let tick = 1; tick <= 300; tick++) {
    for (let seat = 0; seat < 2; seat++) inputs.cells[0][seat] = SEAT.person;
    const isSaid = tick % 60 === 0;
    if (cells && isSaid) cells.seq[1] += 1;
    if (cells)
      writeCommand(cells, 1, isSaid ? rawCommand(ledger, { name: "emote", args: { which: tick / 60 } }) : undefined);
    advance(world, inputs);
    recorder.tick();
  }
  const { head, segments } = recorder.finish();
  const session = new ReplaySession(await readReplay(await writeReplay(head, segments)), new Map([["ledger", ledger]]));
  const told: string[] = [];
  for (let now = 0; now < 12_000; now += 1000 / 60) {
    for (const { table, tick, values } of session.frame(now)?.events ?? [])
      told.push(`${tick} ${table} ${values.seat} ${values.command} ${values.a}`);
  }
  expect(told).toEqual([1, 2, 3, 4, 5].map((n) => `${n * 60} commands 1 1 ${n}`));
  expect(session.frame(12_000)?.world.hash()).toBe(head.hash);
});
