import { describe, expect, it } from "vitest";
import { CLOSE, COMMAND_REFUSED, type GivenCommand, PROTOCOL, REFUSED, type Schema } from "#shared/protocol/index.ts";
import {
  type AnyGame,
  type Command,
  carryOver,
  commandCells,
  emptyWorld,
  layoutFromSchema,
  pageSeq,
  plan,
  rawCommand,
  type WorldOf,
} from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { ledger, PLACES } from "#test/support/ledger.ts";
import { type FakeClient, MatchBench } from "#test/support/match.ts";
import { TALK_AT_ONCE } from "#worker/match/inputs/command-queue.ts";
import { firstPage, replay } from "#worker/match/log/journal.ts";
import { Match } from "#worker/match/match.ts";

const layout = plan(ledger, { seats: 4 });
const RULES = [`${ledger.name}-${ledger.version}`];

function arrange() {
  const bench = new MatchBench({}, 1, 0, ledger);
  const ada = bench.join("ada", RULES);
  bench.run(5);
  return { bench, ada };
}

const put = (value: number, place = 0): Command => ({ name: "put", args: { place, value } });

function given(seq: number, command: Command, tick = 0): GivenCommand {
  const raw = rawCommand(ledger, command);
  if (!raw) throw new Error(`there is no ${command.name}`);
  return { ...raw, seq, tick };
}

const say = (bench: MatchBench, client: FakeClient, ...commands: GivenCommand[]) =>
  bench.say(client, { type: "commands", commands });

/** What the seat has by now: how many commands have counted, the number of the last one, and its shelf. */
function has(client: FakeClient, seat = 0) {
  const world = client.world(layout) as WorldOf<typeof ledger>;
  const shelf = [...Array(PLACES).keys()].map((place) => world.shelves.value[seat * PLACES + place]);
  return { counted: world.books.counted[seat], seq: commandCells(world.seatTable)?.seq[seat], shelf };
}

const refusals = (client: FakeClient) => client.of("commandRefused").map(({ seq, reason }) => [seq, reason]);

describe("a command", () => {
  it("counts in the tick that it is meant for, or in the next one where it comes late", () => {
    const { bench, ada } = arrange();
    const { tickNumber } = bench.match;
    say(bench, ada, given(1, put(5), tickNumber + 3), given(2, put(6), tickNumber - 3));
    const counts: number[] = [];
    for (let tick = 0; tick < 5; tick++) {
      bench.run(1);
      counts.push(worldOf(bench).books.counted[0]);
    }
    expect(counts).toEqual([0, 0, 1, 2, 2]);
  });

  it("counts at once where its tick is of another log", () => {
    const { bench, ada } = arrange();
    say(bench, ada, given(1, put(5), bench.match.tickNumber + 1000));
    bench.run(1);
    expect(worldOf(bench).books.counted[0]).toBe(1);
  });

  it("counts once, however often it is sent, in the order of the numbers, one a tick", () => {
    const { bench, ada } = arrange();
    const all = [1, 2, 3].map((seq) => given(seq, put(seq * 10)));
    say(bench, ada, all[0], all[1]);
    say(bench, ada, ...all);
    bench.run(1);
    expect(worldOf(bench).books.counted[0]).toBe(1);
    say(bench, ada, ...all);
    bench.settle();
    expect(has(ada)).toEqual({ counted: 3, seq: 3, shelf: [30, 0, 0, 0] });
    say(bench, ada, ...all);
    bench.settle();
    expect(has(ada).counted).toBe(3);
    expect(refusals(ada)).toEqual([]);
  });

  it("counts once through another connection, which says again what has not counted", () => {
    const { bench, ada } = arrange();
    const all = [1, 2, 3].map((seq) => given(seq, put(seq * 10)));
    say(bench, ada, ...all);
    bench.run(1);
    bench.drop(ada);
    bench.run(5);
    const back = bench.join("ada", RULES);
    say(bench, back, ...all);
    bench.settle();
    expect(has(back)).toEqual({ counted: 3, seq: 3, shelf: [30, 0, 0, 0] });
  });

  it("counts once after a crash, whether the world that is resumed has it or not", () => {
    for (const isKept of [true, false]) {
      const { bench, ada } = arrange();
      const before = bench.match.save();
      say(bench, ada, given(1, put(7)));
      bench.run(3);
      bench.kill(isKept ? bench.match.save() : before);
      const back = bench.join("ada", RULES);
      bench.run(1);
      say(bench, back, given(1, put(7)), given(2, put(8)));
      bench.settle();
      expect(has(back)).toEqual({ counted: 2, seq: 2, shelf: [8, 0, 0, 0] });
    }
  });

  it("is refused where the game does not allow it, and the next one counts", () => {
    const { bench, ada } = arrange();
    const swap: Command = { name: "swap", args: { from: 0, to: 1 } };
    say(bench, ada, given(1, swap), given(2, put(4)), given(3, swap));
    bench.settle();
    expect(refusals(ada)).toEqual([[1, COMMAND_REFUSED.illegal]]);
    expect(has(ada)).toEqual({ counted: 2, seq: 3, shelf: [0, 4, 0, 0] });
  });

  it("is refused in the game's own words, to a client whose edition has them", () => {
    const bench = new MatchBench({}, 1, 0, ledger);
    const clients = [6, 7].map((edition) =>
      bench.connect(`of ${edition}`, bench.reserve(`of ${edition}`), RULES, { edition }),
    );
    bench.run(5);
    for (const client of clients) say(bench, client, given(1, { name: "swap", args: { from: 0, to: 1 } }));
    bench.settle();
    expect(clients.map((client) => client.of("commandRefused"))).toEqual([
      [{ type: "commandRefused", seq: 1, reason: COMMAND_REFUSED.illegal }],
      [{ type: "commandRefused", seq: 1, reason: COMMAND_REFUSED.illegal, words: "They are equal" }],
    ]);
  });

  it("of the host's is refused to all others", () => {
    const { bench, ada } = arrange();
    say(bench, ada, given(1, { name: "start", args: {} }));
    bench.settle();
    expect(refusals(ada)).toEqual([[1, COMMAND_REFUSED.notHost]]);
    expect(has(ada).seq).toBe(0);
  });

  it("of a new owner of the seat counts, though the last one has given many", () => {
    const { bench, ada } = arrange();
    say(bench, ada, ...[1, 2, 3].map((seq) => given(seq, put(seq))));
    bench.run(4);
    bench.say(ada, { type: "leave" });
    bench.run(2);
    const eve = bench.join("eve", RULES);
    bench.run(2);
    const first = pageSeq(9) + 1;
    say(bench, eve, given(first, put(9, 1)));
    bench.settle();
    expect(has(eve)).toMatchObject({ counted: 1, seq: first });
  });

  it("of a player who has lost the seat and is back does not count again", () => {
    const { bench, ada } = arrange();
    const command = given(1, put(9, 1));
    say(bench, ada, command);
    bench.run(4);
    bench.say(ada, { type: "leave" });
    bench.run(2);
    const back = bench.join("ada", RULES);
    bench.run(2);
    say(bench, back, command);
    bench.settle();
    expect(has(back)).toMatchObject({ counted: 0, seq: 1 });
  });
});

describe("talk", () => {
  const emote = (seq: number) => given(seq, { name: "emote", args: { which: seq % 8 } });

  it("is refused where there is more of it than may be, and counts again later", () => {
    const { bench, ada } = arrange();
    const bob = bench.join("bob", RULES);
    bench.run(2);
    say(bench, ada, ...Array.from({ length: 5 }, (_, n) => emote(n + 1)));
    say(bench, bob, given(1, { name: "ping", args: { x: -3, y: 99, kind: 1 } }));
    bench.run(8);
    expect(refusals(ada)).toEqual([4, 5].map((seq) => [seq, COMMAND_REFUSED.tooMany]));
    expect([has(ada).seq, refusals(bob)]).toEqual([TALK_AT_ONCE, []]);
    bench.run(30);
    say(bench, ada, emote(4));
    bench.settle();
    expect([has(ada).seq, refusals(ada).length]).toEqual([4, 2]);
  });

  it("is limited through another connection too, and does not take from other commands", () => {
    const { bench, ada } = arrange();
    say(bench, ada, emote(1), emote(2), emote(3));
    bench.run(4);
    bench.drop(ada);
    const back = bench.join("ada", RULES);
    bench.run(2);
    say(bench, back, emote(4), given(5, put(1)));
    bench.settle();
    expect(refusals(back)).toEqual([[4, COMMAND_REFUSED.tooMany]]);
    expect(has(back)).toMatchObject({ counted: 1, seq: 5 });
  });
});

describe("a match", () => {
  it("refuses a spectator's commands, and expels a client that says what there is not", () => {
    const { bench, ada } = arrange();
    const eve = bench.watch("eve");
    bench.run(2);
    say(bench, eve, given(1, put(1)));
    bench.run(2);
    expect(eve.of("refused").map(({ reason }) => reason)).toEqual([REFUSED.notSeated]);
    say(bench, ada, { tick: 0, seq: 1, number: 4, args: [0, 0, 0] });
    bench.run(1);
    expect(ada.closed).toBe(CLOSE.malformed);
    expect(worldOf(bench).books.counted[0]).toBe(0);
  });

  it("hears those of a client of the edition before, and tells it how the world changes", () => {
    const { bench, ada } = arrange();
    const bob = bench.connect("bob", bench.reserve("bob"), RULES, { edition: PROTOCOL - 1 });
    bench.run(2);
    say(bench, ada, given(1, put(5)));
    bench.settle();
    expect(has(bob)).toEqual({ counted: 1, seq: 1, shelf: [5, 0, 0, 0] });
    say(bench, bob, given(1, put(1)));
    bench.settle();
    expect(worldOf(bench).books.counted[1]).toBe(1);
  });

  it("goes on that was stored before there were commands", () => {
    const { bench, ada } = arrange();
    say(bench, ada, given(1, put(5)));
    bench.run(3);
    const saved = bench.match.save();
    const schema = saved.header.schema.map(([name, kind, capacity, columns]): Schema[number] => {
      return [name, kind, capacity, name === "seats" ? columns.slice(0, 3) : columns];
    });
    const about = { game: ledger.name, version: ledger.version, tickRate: 30, settings: layout.config, schema };
    const older = emptyWorld({ ...layoutFromSchema(about), game: layout.game });
    carryOver(worldOf(bench), older);
    expect(older.seatTable.cells.length).toBe(3);
    const header = { ...saved.header, schema };
    bench.kill({ ...saved, header, pages: [firstPage(older)] });
    const back = bench.join("ada", RULES);
    bench.run(1);
    expect(has(back)).toMatchObject({ counted: 1, seq: 0, shelf: [5, 0, 0, 0] });
    say(bench, back, given(1, put(6)));
    bench.settle();
    expect(has(back)).toMatchObject({ counted: 2, seq: 1, shelf: [6, 0, 0, 0] });
    const changed = { ...ledger, tables: () => ({}) } as unknown as AnyGame;
    const page = firstPage(older);
    expect(Match.restore({ ...saved, header, pages: [page] }, bench.now, only(changed))).toBeUndefined();
  });
});

function worldOf(bench: MatchBench): WorldOf<typeof ledger> {
  return replay(layout, bench.match.save().pages) as WorldOf<typeof ledger>;
}
