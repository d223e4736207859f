import { expect, describe as group, it } from "vitest";
import { type Frame, keyframe, LogReader, LogWriter, type Stream } from "#shared/log/index.ts";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import { isTrue, ReplayPlayer, readReplay, verify, writeReplay } from "#shared/replay/index.ts";
import {
  advance,
  commandCells,
  createWorld,
  describe,
  firstDifference,
  holdInputs,
  SEAT,
  skipQuiet,
  TableView,
  type WorldBase,
  writeCommand,
} from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { Recorder } from "#test/support/recorder.ts";
import { toy } from "#test/support/toy.ts";
import { openTurns } from "#test/support/turns.ts";
import { Journal, type Page, replay } from "#worker/match/log/journal.ts";

const DAY = 86_400 * openTurns.tickRate;

function overTheWire(frame: Frame): Frame {
  const [message] = decodeDown(encodeDown({ type: "frame", ...frame }));
  if (message.type !== "frame") throw new Error(`it came back as ${message.type}`);
  return message;
}

/** A match of two with a move, days of silence, and a move; `write` is told of each step and skip. */
function playDays(world: WorldBase, days: number, write: (passed: number) => void): void {
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
  const step = (act: () => void = () => {}) => {
    holdInputs(inputs, world.seatTable);
    act();
    advance(world, inputs);
    write(1);
  };
  const take = (seat: number) => {
    const cells = commandCells(inputs);
    if (!cells) throw new Error("there are no commands");
    cells.seq[seat] += 1;
    writeCommand(cells, seat, { number: 32, args: [2, 0, 0] });
  };
  step(() => {
    for (const seat of [0, 1]) inputs.cells[0][seat] = SEAT.person;
  });
  for (let day = 0; day < days; day++) {
    step(() => take(day % 2));
    for (let n = 0; n < 15; n++) step();
    skipQuiet(world, DAY);
    write(DAY);
  }
  step(() => take(days % 2));
  for (let n = 0; n < 12; n++) step();
}

const begin = () => createWorld(openTurns, { seats: 2, turnSeconds: 0 }, 5);

group("a log with days of silence", () => {
  it.each<Stream>(["rules", "state"])("leads to the world on the %s stream, without a step for each tick", (stream) => {
    const world = begin();
    const reader = new LogReader(world.layout);
    reader.begin(keyframe(world));
    const writer = new LogWriter(world, { stream, heartbeat: 10, hashEvery: 32 });
    let [calls, ticks] = [0, 0];
    const read = (frame: Frame | undefined) => {
      if (frame)
        reader.apply(overTheWire(frame), (_, passed) => {
          calls += 1;
          ticks += passed;
        });
    };
    playDays(world, 3, (passed) => {
      read(writer.write(world, passed));
    });
    read(writer.settle());
    expect(firstDifference(world, reader.world)).toBeUndefined();
    expect(ticks).toBe(world.tick);
    expect(ticks).toBeGreaterThan(3 * DAY);
    expect(calls).toBeLessThan(200);
    for (let back = 1; back <= world.layout.rewind; back++)
      expect(reader.world.past.at(world.tick - back)?.hash()).toBe(world.past.at(world.tick - back)?.hash());
  });

  it("does not skip what moves by its rate on a state stream", () => {
    const world = createWorld(toy, {}, 1);
    const at = world.views.findIndex(({ placed }) => placed.columns.some(({ rateColumn }) => rateColumn !== undefined));
    const view = world.views[at];
    const column = view.placed.columns.findIndex(({ rateColumn }) => rateColumn !== undefined);
    view.spawnAt(0);
    view.cells[view.placed.columns[column].rateColumn ?? -1][0] = 2;
    const reader = new LogReader(world.layout);
    reader.begin(keyframe(world));
    const before = reader.world.views[at].cells[column][0];
    reader.apply({ stream: "state", ticks: 50, hash: undefined, delta: [] });
    expect(reader.world.views[at].cells[column][0]).toBe(before + 100);
  });

  it("is stored in a few pages, and leads back to its end", () => {
    const world = begin();
    const journal = new Journal(world);
    const written: Page[] = journal.takePages();
    playDays(world, 3, (passed) => {
      journal.write(world, 10, passed);
      written.push(...journal.takePages());
    });
    journal.flush(world);
    written.push(...journal.takePages());
    expect(written.length).toBeLessThan(10);
    const rows = new Map(written.map((page) => [page.slot, page]));
    const { startTick } = written.at(-1) ?? {};
    const pages = [...rows.values()].filter((page) => page.startTick === startTick).sort((a, b) => a.slot - b.slot);
    const again = replay(world.layout, pages);
    const difference = firstDifference(world, again);
    expect(difference && describe(difference)).toBeUndefined();
    expect(world.tick).toBeGreaterThan(3 * DAY);
  });

  it("is a replay that can be checked, and looked at anywhere", async () => {
    const world = begin();
    const recorder = new Recorder(world, 30);
    const worlds = new Map<number, number>();
    playDays(world, 3, (passed) => {
      recorder.tick(passed);
      worlds.set(world.tick, world.hash());
    });
    const { head, segments } = recorder.finish();
    const read = await readReplay(await writeReplay(head, segments));
    const verdict = verify(read, only(openTurns));
    expect(isTrue(verdict)).toBe(true);
    expect(verdict.ticks).toBe(world.tick);
    // Both players were there in all of its ticks.
    expect(verdict.turnout.seats.map(([, ticks]) => ticks)).toEqual([world.tick, world.tick]);
    const player = new ReplayPlayer(read, only(openTurns));
    for (const [tick, hash] of [...worlds].reverse()) expect(player.seek(tick).hash()).toBe(hash);
    const middle = player.seek(DAY + Math.trunc(DAY / 3));
    expect(middle.tick).toBe(DAY + Math.trunc(DAY / 3));
    expect(player.seek(middle.tick + 5).tick).toBe(DAY + Math.trunc(DAY / 3) + 5);
  });

  it("is refused as a replay of a game that is never quiet", async () => {
    const restless = { ...openTurns, quietUntil: () => 0 };
    const world = createWorld(restless, { seats: 2, turnSeconds: 0 }, 5);
    const recorder = new Recorder(world, 30);
    playDays(world, 1, (passed) => recorder.tick(passed));
    const { head, segments } = recorder.finish();
    const read = await readReplay(await writeReplay(head, segments));
    expect(() => new ReplayPlayer(read, only(restless)).seek(DAY)).toThrow(/goes on for too long/);
  });
});
