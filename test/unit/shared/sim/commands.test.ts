import { describe, expect, it } from "vitest";
import { LogReader, LogWriter, opening } from "#shared/log/index.ts";
import {
  advance,
  type Command,
  commandCells,
  commandsOf,
  createWorld,
  FIRST_GAME_COMMAND,
  firstDifference,
  isAfter,
  isCommand,
  nextSeq,
  pageSeq,
  rawCommand,
  SEAT,
  TableView,
  type WorldBase,
  writeCommand,
} from "#shared/sim/index.ts";
import { ledger } from "#test/support/ledger.ts";

const inputsFor = ({ seatTable, layout }: WorldBase): TableView =>
  new TableView(seatTable.placed, new ArrayBuffer(layout.size));

function arrange() {
  const world = createWorld(ledger, {}, 1);
  const inputs = inputsFor(world);
  for (let seat = 0; seat < inputs.capacity; seat++) inputs.cells[0][seat] = SEAT.person;
  advance(world, inputs);
  const cells = commandCells(inputs);
  if (!cells) throw new Error("there are no columns for commands");
  const give = (seat: number, command: Command | undefined) => {
    const raw = command && rawCommand(ledger, command);
    if (command && !raw) throw new Error(`there is no ${command.name}`);
    if (raw) cells.seq[seat] += 1;
    writeCommand(cells, seat, raw);
  };
  return { world, inputs, give };
}

describe("a game's commands", () => {
  it("are the runtime's own, and behind them those that it declares", () => {
    const names = commandsOf(ledger).map(({ number, name, sort }) => [number, name, sort]);
    expect(names).toEqual([
      [1, "emote", "talk"],
      [2, "ping", "talk"],
      [3, "start", "host"],
      [FIRST_GAME_COMMAND, "swap", "game"],
      [FIRST_GAME_COMMAND + 1, "put", "game"],
    ]);
  });

  it("have all their arguments, each within its range, and no others", () => {
    expect(rawCommand(ledger, { name: "swap", args: { from: 1, to: 3 } })).toEqual({ number: 32, args: [1, 3, 0] });
    for (const args of [
      { from: 1 },
      { from: 1, to: 4 },
      { from: 1, to: -1 },
      { from: 1, to: 1.5 },
      { from: 1, to: 2, x: 3 },
      { x: 1, y: 2 },
    ])
      expect(rawCommand(ledger, { name: "swap", args: args as unknown as Command["args"] })).toBeUndefined();
    expect(rawCommand(ledger, { name: "steal", args: {} })).toBeUndefined();
    expect(isCommand(ledger, { number: 32, args: [0, 0, 1] })).toBe(false);
    expect(isCommand(ledger, { number: 32, args: [0, 0] })).toBe(false);
    expect(isCommand(ledger, { number: 0, args: [0, 0, 0] })).toBe(false);
    expect(isCommand(ledger, { number: 4, args: [0, 0, 0] })).toBe(false);
  });
});

it("numbers go round, and each page has its own", () => {
  expect([nextSeq(0), nextSeq(0xffff), nextSeq(pageSeq(0xffff) + 0xffff)]).toEqual([1, 0, 0xffff0000]);
  expect([isAfter(1, 0), isAfter(0, 0), isAfter(0, 1), isAfter(0, 0xffff), isAfter(0xffff, 0)]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect([isAfter(pageSeq(2) + 1, pageSeq(3) + 5), isAfter(pageSeq(0xffff) + 4, pageSeq(0xffff) + 5)]).toEqual([
    true,
    false,
  ]);
});

describe("a world", () => {
  it("has a command in the tick in which it counts", () => {
    const { world, inputs, give } = arrange();
    give(1, { name: "put", args: { place: 2, value: -7 } });
    advance(world, inputs);
    expect(world.command(1)).toEqual({ name: "put", args: { place: 2, value: -7 } });
    expect(world.command(0)).toBeUndefined();
    expect([world.shelves.value[6], world.books.counted[1]]).toEqual([-7, 1]);
  });

  it("begins with no command of the seat's last owner, and keeps the number: the player may come back", () => {
    const { world, inputs, give } = arrange();
    give(1, { name: "put", args: { place: 2, value: -7 } });
    advance(world, inputs);
    const counted = commandCells(world.seatTable)?.seq[1];
    expect(counted).toBeGreaterThan(0);
    for (const kind of [SEAT.empty, SEAT.person]) {
      inputs.cells[0][1] = kind;
      advance(world, inputs);
      expect([world.command(1), commandCells(world.seatTable)?.seq[1]]).toEqual([undefined, counted]);
    }
  });

  it("lets no bot give one", () => {
    const { world, inputs, give } = arrange();
    inputs.cells[0][1] = SEAT.bot;
    advance(world, inputs);
    give(1, { name: "put", args: { place: 2, value: -7 } });
    advance(world, inputs);
    expect([world.command(1), commandCells(world.seatTable)?.seq[1]]).toEqual([undefined, 0]);
  });
});

describe.each(["rules", "state"] as const)("the %s stream", (stream) => {
  it("has a command for the one tick in which it counts", () => {
    const { world, inputs, give } = arrange();
    const writer = new LogWriter(world, { stream, heartbeat: 4, hashEvery: 5 });
    const reader = new LogReader(world.layout);
    const { keyframe, frames } = opening(world);
    reader.begin(keyframe);
    for (const frame of frames) reader.apply(frame);
    let counted = 0;
    for (let tick = 0; tick < 60; tick++) {
      for (let seat = 0; seat < 3; seat++) {
        const says = tick % 7 < 2 + seat;
        give(seat, says ? { name: "put", args: { place: seat, value: tick } } : undefined);
      }
      advance(world, inputs);
      const frame = writer.write(world);
      if (!frame) continue;
      reader.apply(frame, (each) => {
        if (each.command(2)) counted += 1;
      });
      expect(firstDifference(world, reader.world)).toBeUndefined();
    }
    expect([counted, world.books.counted[2]]).toEqual([36, 36]);
  });
});

it("a stream that begins in a tick with a command goes on without it", () => {
  const { world, inputs, give } = arrange();
  give(1, { name: "put", args: { place: 0, value: 5 } });
  advance(world, inputs);
  for (const stream of ["rules", "state"] as const) {
    const twin = world.clone();
    const writer = new LogWriter(twin, { stream, heartbeat: 1, hashEvery: 1 });
    const reader = new LogReader(world.layout);
    const { keyframe } = opening(twin);
    reader.begin(keyframe);
    give(1, undefined);
    advance(twin, inputs);
    const frame = writer.write(twin);
    if (frame) reader.apply(frame);
    expect(firstDifference(twin, reader.world)).toBeUndefined();
  }
});

it("costs nothing where no seat gives one", () => {
  const { world, inputs, give } = arrange();
  const writer = new LogWriter(world, { stream: "rules", heartbeat: 1, hashEvery: 1000 });
  give(0, { name: "put", args: { place: 0, value: 1 } });
  advance(world, inputs);
  expect(writer.write(world)?.delta.length).toBeGreaterThan(0);
  give(0, undefined);
  advance(world, inputs);
  // The next tick is without it by itself.
  expect(writer.write(world)?.delta).toEqual([]);
  expect(world.command(0)).toBeUndefined();
});
