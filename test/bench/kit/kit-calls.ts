/** The calls that the kit's benchmark times, in Node and in workerd alike. */
import { arena } from "#shared/games/arena/index.ts";
import { holdInputs, readDelta, readInputs, type Stream, writeDelta, writeInputs } from "#shared/log/index.ts";
import { encodeDown } from "#shared/protocol/index.ts";
import { advance, beginTick, TableView } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";

/** Seconds into the match. */
const MID_MATCH = 20;

export interface Kit {
  /** Of the world, in bytes. */
  readonly size: number;
  /** By what each does. Every call starts from the same world, so it can be repeated. */
  readonly calls: ReadonlyMap<string, () => void>;
}

const pack = (stream: Stream, delta: readonly number[]) =>
  encodeDown({ type: "frame", stream, ticks: 1, hash: undefined, delta });

/** The kit at work on a world in mid-match. */
export function kitOf(seats: number): Kit {
  const match = new BotMatch(arena, { seats, lobby: 1 }, 1);
  match.run(arena.tickRate * MID_MATCH);
  const { world } = match;
  const before = world.clone().forkFrom(world);
  const copy = world.clone().forkFrom(world);
  match.run(
    1,
    () => {},
    () => match.decideByHand(),
  );
  // What the rules stream holds of that tick, and what the state stream does.
  const news: number[] = [];
  writeInputs(news, before, world);
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
  const delta: number[] = [];
  beginTick(copy);
  writeDelta(delta, copy, world);

  const calls = new Map<string, () => void>([
    ["copy", () => void copy.copyFrom(before)],
    ["hash", () => void world.hash()],
    ["bots decide", () => match.decide()],
    ["step (with its copy)", () => advance(copy.copyFrom(before), world.seatTable)],
    ["inputs: code", () => writeInputs([], before, world)],
    ["inputs: msgpack", () => void pack("rules", news)],
    [
      "inputs: decode",
      () => {
        holdInputs(inputs, before.seatTable);
        readInputs(inputs, news);
      },
    ],
    [
      "state: code (with its copy)",
      () => {
        beginTick(copy.copyFrom(before));
        writeDelta([], copy, world);
      },
    ],
    ["state: msgpack", () => void pack("state", delta)],
    [
      "state: decode (with its copy)",
      () => {
        beginTick(copy.copyFrom(before));
        readDelta(copy, delta);
      },
    ],
  ]);
  return { size: world.layout.size, calls };
}

/**
 * Makes one of the calls so many times.
 * @throws {RangeError} there is no such call
 */
export function repeat({ calls }: Kit, name: string, times: number): void {
  const call = calls.get(name);
  if (call === undefined) throw new RangeError(`the kit has no call ${name}`);
  for (let time = 0; time < times; time++) call();
}
