import { expect, it } from "vitest";
import { CommandLog, type CommandOutcome } from "#client/session/predict/command-log.ts";
import { COMMAND_REFUSED } from "#shared/protocol/index.ts";
import { type Command, commandCells, createWorld, pageSeq, rawCommand, type WorldBase } from "#shared/sim/index.ts";
import { ledger } from "#test/support/ledger.ts";

/** The page that gives the commands. */
const PAGE = 7;

/** A world at this tick, in which so many of the page's commands have counted, or of another's. */
function known(tick: number, count: number, page = PAGE): WorldBase {
  const world = createWorld(ledger, {}, 1);
  world.tick = tick;
  const cells = commandCells(world.seatTable);
  if (cells) cells.seq[0] = count === 0 ? 0 : pageSeq(page) + count;
  return world;
}

function arrange() {
  const log = new CommandLog(0, ledger.tickRate, () => PAGE);
  const outcomes: CommandOutcome[] = [];
  const give = (command: Command, tick: number, world: WorldBase) => {
    const raw = rawCommand(ledger, command);
    return raw !== undefined && log.give(raw, tick, world, (outcome) => outcomes.push(outcome));
  };
  const sends = () => log.takeUnsent(8).map(({ seq }) => seq - pageSeq(PAGE));
  return { log, outcomes, give, sends };
}

const put: Command = { name: "put", args: { place: 1, value: 2 } };
const hello: Command = { name: "emote", args: { which: 0 } };

it("a page counts its own commands, and each is sent once over a link", () => {
  const { give, sends } = arrange();
  give(put, 101, known(100, 5, 3));
  give(put, 102, known(101, 5, 3));
  expect([sends(), sends()]).toEqual([[1, 2], []]);
  give(put, 103, known(102, 1));
  expect(sends()).toEqual([3]);
});

it("what another page of the player has given is never taken for what this one has", () => {
  const { log, give, sends, outcomes } = arrange();
  log.repeat(known(100, 2, 3));
  give(put, 101, known(100, 2, 3));
  log.learn(known(105, 3, 3));
  expect(outcomes).toEqual([]);
  // It was not sent before the other page came and went.
  log.repeat(known(110, 3, 3));
  expect(sends()).toEqual([1]);
  log.learn(known(112, 1));
  expect(outcomes).toEqual(["counted"]);
});

it("what was sent before another page gave commands may have counted: it is not said again", () => {
  const { log, give, sends, outcomes } = arrange();
  log.repeat(known(100, 2, 3));
  for (let n = 0; n < 3; n++) give(put, 101 + n, known(100, 2, 3));
  expect(sends()).toEqual([1, 2, 3]);
  log.learn(known(105, 1));
  give(put, 106, known(105, 1));
  log.repeat(known(110, 9, 3));
  expect([sends(), outcomes]).toEqual([[4], ["counted", "lost", "lost"]]);
});

it("where a crash has undone all that this page has given, it is all said again", () => {
  const { log, give, sends } = arrange();
  log.repeat(known(100, 2, 3));
  for (let n = 0; n < 2; n++) give(put, 101 + n, known(100, 2, 3));
  sends();
  log.learn(known(105, 1));
  log.repeat(known(110, 2, 3));
  expect(sends()).toEqual([1, 2]);
});

it("over another link all is sent again that has not counted", () => {
  const { log, give, sends, outcomes } = arrange();
  for (let n = 0; n < 3; n++) give(put, 101 + n, known(100, 0));
  sends();
  log.learn(known(105, 1));
  log.repeat(known(105, 1));
  expect([sends(), outcomes]).toEqual([[2, 3], ["counted"]]);
});

it("what a crash has undone is said again for 12 seconds, and talk for three", () => {
  const { log, give, sends } = arrange();
  give(hello, 101, known(100, 0));
  give(put, 102, known(100, 0));
  sends();
  log.learn(known(110, 2));
  log.repeat(known(100, 0));
  expect(sends()).toEqual([1, 2]);
  log.learn(known(110, 2));
  log.repeat(known(102 + 3 * 30, 0));
  expect(sends()).toEqual([2]);
  log.learn(known(200, 2));
  // It is no longer kept: no crash undoes so much.
  log.learn(known(200 + 12 * 30, 2));
  log.repeat(known(199, 0));
  expect(sends()).toEqual([]);
});

it("talk that waited for too long is dropped, and its player told", () => {
  const { log, give, sends, outcomes } = arrange();
  give(hello, 101, known(100, 0));
  log.repeat(known(101 + 4 * 30, 0));
  expect([sends(), outcomes]).toEqual([[], ["lost"]]);
});

it("what is refused, or is of a seat that the player has no more, is told and not sent", () => {
  const { log, give, sends, outcomes } = arrange();
  give(put, 101, known(100, 0));
  give(put, 102, known(100, 0));
  log.refused(pageSeq(PAGE) + 1, 2);
  log.refused(pageSeq(PAGE) + 9, 2);
  expect(sends()).toEqual([2]);
  log.end();
  log.repeat(known(100, 0));
  expect([sends(), outcomes]).toEqual([[], [2, "lost"]]);
});

it("no more wait than a server takes", () => {
  const { give } = arrange();
  const given = Array.from({ length: 65 }, () => give(put, 101, known(100, 0)));
  expect(given.filter((isGiven) => isGiven)).toHaveLength(64);
});

it("a refusal comes with the server's words, else with those of the client's own rules", () => {
  const log = new CommandLog(0, ledger.tickRate, () => PAGE);
  const told: unknown[] = [];
  const swap = rawCommand(ledger, { name: "swap", args: { from: 0, to: 1 } });
  if (swap === undefined) throw new Error("there is no swap");
  const world = known(100, 5, 3);
  for (let n = 0; n < 3; n++) log.give(swap, 101 + n, world, (outcome, words) => told.push([outcome, words]));
  const [first, second, third] = log.takeUnsent(8).map(({ seq }) => seq);
  log.refused(first, COMMAND_REFUSED.illegal, world, "Ask Ada");
  log.refused(second, COMMAND_REFUSED.illegal, world);
  log.refused(third, COMMAND_REFUSED.tooMany, world);
  expect(told).toEqual([
    [COMMAND_REFUSED.illegal, "Ask Ada"],
    [COMMAND_REFUSED.illegal, "They are equal"],
    [COMMAND_REFUSED.tooMany, ""],
  ]);
});
