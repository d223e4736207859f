/** The host of a private match: who that is, what they may, and what comes of it. */
import { describe, expect, it } from "vitest";
import { CLOSE, type HostAct, REFUSED } from "#shared/protocol/index.ts";
import { type AnyGame, plan, SEAT, seatCells } from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { type FakeClient, MatchBench, RULES, spec } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { offeredSettings } from "#worker/match/host/host-acts.ts";
import { Match } from "#worker/match/match.ts";
import { HOLD_MS } from "#worker/match/seats/seats.ts";

/** The same game in two teams: even seats against odd ones. */
const teamed: AnyGame = { ...(scuffle as unknown as AnyGame), teamOf: (_, seat) => seat & 1 };

/** A private match that ada has made. */
function bench(settings: Readonly<Record<string, number>> = {}, game: AnyGame = teamed, delay = 0): MatchBench {
  const b = new MatchBench({}, 1, 0, game);
  const own = { seats: 4, fillTo: 0, autostart: 0, ...settings };
  b.match = Match.create({ ...spec(own), game: game.name, listed: false, maker: "ada", delay }, 1, only(game));
  return b;
}

const hostOf = (client: FakeClient) => client.of("host").at(-1);
const refusals = (client: FakeClient) => client.of("refused").map(({ reason }) => reason);
const owners = (b: MatchBench) => b.match.save().header.owners.map((owner) => owner?.player);

/** The kinds of the seats' owners, as this client knows them. */
function kindsOf(b: MatchBench, client: FakeClient): number[] {
  const { kind } = seatCells(client.world(plan(teamed, b.match.spec.settings)).seatTable);
  return Array.from({ length: plan(teamed, b.match.spec.settings).config.seats }, (_, seat) => kind[seat]);
}

/** Asks, and lives on until it is answered. */
function ask(b: MatchBench, client: FakeClient, act: HostAct): number | undefined {
  const before = client.of("refused").length;
  b.run(40);
  b.say(client, { type: "host", act });
  b.run(2);
  return refusals(client)[before];
}

/** The settings that a host sends: these, and the others as the match has them. */
function settings(b: MatchBench, changed: Readonly<Record<string, number>>, delay = 0): HostAct {
  const config: Readonly<Record<string, number>> = { ...plan(teamed, b.match.spec.settings).config, ...changed };
  return { act: "settings", delay, values: offeredSettings(teamed).map((name) => config[name]) };
}

describe("the host", () => {
  it("is the player who has made the match, even if another one is there first", () => {
    const b = bench();
    const bob = b.join("bob");
    b.run(30);
    expect(hostOf(bob)).toEqual({ type: "host", seat: -1, locked: false, delay: 0 });
    const ada = b.join("ada");
    b.run(2);
    expect([hostOf(ada)?.seat, hostOf(bob)?.seat]).toEqual([1, 1]);
  });

  it("is another one where the maker does not come within half a minute of play", () => {
    const b = bench();
    const bob = b.join("bob");
    b.run(30 * 30 + 2);
    expect(hostOf(bob)?.seat).toBe(0);
    b.join("ada");
    b.run(2);
    expect(hostOf(bob)?.seat).toBe(0);
  });

  it("stays host while away, and once the seat is free, the one who came first of those here follows", () => {
    const b = bench();
    const [ada, bob, cem] = ["ada", "bob", "cem"].map((player) => b.join(player));
    b.run(2);
    b.drop(ada);
    b.drop(bob);
    b.run(2);
    expect(hostOf(cem)?.seat).toBe(0);
    b.now += HOLD_MS;
    // To the match bob is a newcomer.
    const bob2 = b.connect("bob", 1);
    b.run(2);
    expect(hostOf(bob2)?.seat).toBe(2);
    b.say(cem, { type: "leave" });
    b.run(2);
    expect(hostOf(bob2)?.seat).toBe(1);
  });

  it("is none in a public match: what is asked for is refused", () => {
    const b = new MatchBench({ fillTo: 0, autostart: 0 });
    const ada = b.join("ada");
    expect(ask(b, ada, { act: "lock", locked: true })).toBe(REFUSED.notHost);
    expect([ada.of("host"), b.match.save().header.host]).toEqual([[], undefined]);
  });

  it("is the only one who may ask, a few times a second", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    expect(ask(b, bob, { act: "remove", seat: 0, bar: true })).toBe(REFUSED.notHost);
    expect(owners(b)).toEqual(["ada", "bob", undefined, undefined]);
    b.run(90);
    for (let n = 0; n < 7; n++) b.say(ada, { type: "host", act: { act: "lock", locked: n % 2 === 1 } });
    b.run(2);
    expect(refusals(ada)).toEqual([REFUSED.hostTooOften]);
  });

  it("hands over to another player, and to no bot", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    expect(ask(b, ada, { act: "handOver", seat: 2 })).toBe(REFUSED.noSuchPlayer);
    expect(ask(b, ada, { act: "handOver", seat: 0 })).toBe(REFUSED.noSuchPlayer);
    expect(ask(b, ada, { act: "handOver", seat: 1 })).toBeUndefined();
    expect(hostOf(ada)?.seat).toBe(1);
    expect(ask(b, ada, { act: "handOver", seat: 1 })).toBe(REFUSED.notHost);
    expect(ask(b, bob, { act: "handOver", seat: 0 })).toBeUndefined();
  });
});

describe("a player whom the host removes", () => {
  it("is told so, and may come back", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    expect(ask(b, ada, { act: "remove", seat: 1, bar: false })).toBeUndefined();
    expect([bob.closed, owners(b)]).toEqual([CLOSE.removed, ["ada", undefined, undefined, undefined]]);
    expect(b.match.reservations.reserve("bob", "bob", b.now)).toMatchObject({ ok: true });
  });

  it("can't come back once barred: by no request, by no old ticket, and after no kill", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    expect(ask(b, ada, { act: "remove", seat: 1, bar: true })).toBeUndefined();
    expect(bob.closed).toBe(CLOSE.removed);
    expect(b.match.refusal({ ...bob.connection.arrival, at: b.now }, b.now)?.close).toBe(CLOSE.removed);
    b.kill(b.match.save());
    expect(b.match.reservations.reserve("bob", "bob", b.now)).toEqual({ ok: false, reason: "barred" });
    expect(b.match.reservations.reserve("cem", "cem", b.now)).toMatchObject({ ok: true });
  });

  it("goes while away too; and is never the host, nor no player at all", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    b.run(2);
    b.drop(bob);
    expect(ask(b, ada, { act: "remove", seat: 0, bar: false })).toBe(REFUSED.noSuchPlayer);
    expect(ask(b, ada, { act: "remove", seat: 3, bar: true })).toBe(REFUSED.noSuchPlayer);
    expect(ask(b, ada, { act: "remove", seat: 1, bar: true })).toBeUndefined();
    expect(owners(b)).toEqual(["ada", undefined, undefined, undefined]);
    expect(b.match.reservations.reserve("bob", undefined, b.now)).toEqual({ ok: false, reason: "barred" });
  });
});

describe("a locked match", () => {
  it("gives newcomers no seat, after a kill neither, and lets its own players come back", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    expect(ask(b, ada, { act: "lock", locked: true })).toBeUndefined();
    expect(hostOf(bob)?.locked).toBe(true);
    b.kill(b.match.save());
    expect(b.match.reservations.reserve("cem", "cem", b.now)).toEqual({ ok: false, reason: "locked" });
    const back = b.join("ada");
    b.join("bob");
    expect(ask(b, back, { act: "lock", locked: false })).toBeUndefined();
    expect(b.match.reservations.reserve("cem", "cem", b.now)).toMatchObject({ ok: true });
  });
});

describe("teams", () => {
  it("are filled evenly, with players and with bots", () => {
    const b = bench({ seats: 6, fillTo: 4 });
    const [ada, bob, cem] = ["ada", "bob", "cem"].map((player) => b.join(player));
    expect([ada, bob, cem].map(({ connection }) => connection.seat)).toEqual([0, 1, 2]);
    b.say(bob, { type: "leave" });
    b.run(200);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.bot, SEAT.person, SEAT.bot, SEAT.empty, SEAT.empty]);
    // Rather an empty seat than a bot's: and the bot that is one too many goes from the larger team.
    expect(b.join("dee").connection.seat).toBe(5);
  });

  it("keep friends together who come by one's invitation, as long as the teams are no more than two apart", () => {
    const b = bench({ seats: 8 });
    b.join("ada");
    const seats = ["bob", "cem", "dee"].map((player) => {
      const reserved = b.match.reservations.reserve(player, player, b.now, 0);
      if (!reserved.ok) throw new Error(reserved.reason);
      b.connect(player, reserved.seat);
      return reserved.seat & 1;
    });
    expect(seats).toEqual([0, 1, 0]);
  });

  it("get other players as the host moves them, who go on in their new seats", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada", RULES), b.join("bob", RULES)];
    expect(ask(b, ada, { act: "exchange", seat: 1, other: 2 })).toBeUndefined();
    expect([owners(b), bob.of("welcome").map(({ seat }) => seat)]).toEqual([
      ["ada", undefined, "bob", undefined],
      [1, 2],
    ]);
    expect(ask(b, ada, { act: "exchange", seat: 0, other: 2 })).toBeUndefined();
    expect(owners(b)).toEqual(["bob", undefined, "ada", undefined]);
    b.settle();
    const layout = plan(teamed, b.match.spec.settings);
    for (const client of [ada, bob]) {
      expect(client.world(layout).tick).toBe(b.match.tickNumber);
      expect(kindsOf(b, client)).toEqual([SEAT.person, 0, SEAT.person, 0]);
    }
    const input = { tick: b.match.tickNumber + 1, seen: 0, values: [5, 0, 0, 0] };
    b.say(ada, { type: "input", inputs: [input] });
    b.settle();
    expect(seatCells(bob.world(layout).seatTable).inputs[0][2]).toBe(5);
  });

  it("are exchanged with a bot's seat, which stays a bot's", () => {
    const b = bench({ fillTo: 4 });
    const ada = b.join("ada");
    b.run(130);
    expect(ask(b, ada, { act: "exchange", seat: 0, other: 1 })).toBeUndefined();
    b.settle();
    expect(kindsOf(b, ada)).toEqual([SEAT.bot, SEAT.person, SEAT.bot, SEAT.bot]);
  });

  it("are balanced by as few moves as may be, and dealt out by chance, each player once", () => {
    const b = bench({ seats: 8 });
    const players = ["ada", "bob", "cem", "dee", "eve", "fay"].map((player) => b.join(player));
    b.run(1);
    for (const n of [1, 3]) b.say(players[n], { type: "leave" });
    b.run(2);
    expect(ask(b, players[0], { act: "balance" })).toBeUndefined();
    expect(owners(b).flatMap((owner, seat) => (owner ? [[owner, seat & 1]] : []))).toEqual([
      ["ada", 0],
      ["eve", 1],
      ["cem", 0],
      ["fay", 1],
    ]);
    for (let seed = 0; seed < 20; seed++) {
      expect(ask(b, players[0], { act: "shuffle", seed })).toBeUndefined();
      const sizes = [0, 1].map((team) => owners(b).filter((owner, seat) => owner && (seat & 1) === team).length);
      expect([
        owners(b)
          .filter((owner) => owner)
          .sort(),
        sizes,
      ]).toEqual([
        ["ada", "cem", "eve", "fay"],
        [2, 2],
      ]);
    }
  });

  it("are those of the game: in one without, and in a round that is on, nothing changes", () => {
    const without = bench({}, scuffle as unknown as AnyGame);
    expect(ask(without, without.join("ada"), { act: "balance" })).toBe(REFUSED.noTeams);
    const b = bench({ autostart: 1, lobby: 1 });
    const ada = b.join("ada");
    b.run(60);
    for (const act of [{ act: "balance" }, { act: "exchange", seat: 0, other: 1 }, settings(b, { seats: 2 })] as const)
      expect(ask(b, ada, act)).toBe(REFUSED.roundIsOn);
    expect(owners(b)).toEqual(["ada", undefined, undefined, undefined]);
  });
});

describe("settings", () => {
  it("begin another world, in which all keep their seats, and each client is where the match is", () => {
    const b = bench();
    const [ada, bob, eve] = [b.join("ada", RULES), b.join("bob"), b.watch("eve")];
    b.run(50);
    const tick = b.match.tickNumber;
    expect(ask(b, ada, settings(b, { seats: 8, timeLimit: 60 }, 0))).toBeUndefined();
    expect(b.match.spec).toMatchObject({ mode: "brawl", settings: { seats: 8, timeLimit: 60, autostart: 0 } });
    b.settle();
    const layout = plan(teamed, b.match.spec.settings);
    expect(b.match.tickNumber).toBeGreaterThan(tick);
    for (const client of [ada, bob, eve]) {
      const last = client.of("welcome").at(-1);
      expect(last).toMatchObject({ settings: { seats: 8, timeLimit: 60 }, generation: 1, forked: [-1] });
      const begun = client.messages.findLastIndex(({ type }) => type === "welcome");
      client.messages.splice(0, begun);
      expect(client.world(layout).tick).toBe(b.match.tickNumber);
      expect(kindsOf(b, client).slice(0, 3)).toEqual([SEAT.person, SEAT.person, 0]);
    }
  });

  it("give players whose seats are gone others", () => {
    const b = bench({ seats: 6 });
    const players = ["ada", "bob", "cem", "dee"].map((player) => b.join(player));
    b.run(1);
    b.say(players[1], { type: "leave" });
    b.run(1);
    expect(ask(b, players[0], settings(b, { seats: 3 }))).toBeUndefined();
    expect(owners(b)).toEqual(["ada", "dee", "cem"]);
    expect(players[3].of("welcome").at(-1)?.seat).toBe(1);
    expect(ask(b, players[0], settings(b, { seats: 2 }))).toBe(REFUSED.tooFewSeats);
    expect(b.match.spec.settings.seats).toBe(3);
  });

  it.each([
    ["out of its range", (b: MatchBench) => settings(b, { timeLimit: 5 })],
    ["beyond what players may choose", (b: MatchBench) => settings(b, { seats: 17 })],
    ["too few", (): HostAct => ({ act: "settings", delay: 0, values: [4] })],
    ["with too long a delay", (b: MatchBench) => settings(b, {}, 181)],
  ])("that are %s are refused, and nothing changes", (_, wrong) => {
    const b = bench();
    const ada = b.join("ada");
    const before = b.match.spec;
    expect(ask(b, ada, wrong(b))).toBe(REFUSED.badSetting);
    expect([b.match.spec, ada.of("welcome").length]).toEqual([before, 1]);
  });

  it("are there after a kill, with host, lock and bars; before they are stored, none of them has been told", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    b.run(40);
    b.match.takeUnsaved(true);
    b.say(ada, { type: "host", act: settings(b, { seats: 6 }, 7) });
    const told: number[] = [];
    b.now += 1000 / 30;
    b.match.tick(b.now, () => {
      told.push(ada.of("welcome").length, bob.of("welcome").length);
      const { header, pages } = b.match.takeUnsaved(false);
      expect(header?.spec).toMatchObject({ settings: { seats: 6 }, delay: 7 });
      expect(pages.map(({ slot, startTick }) => [slot, startTick])).toEqual([[0, b.match.tickNumber - 1]]);
    });
    expect([told, ada.of("welcome").length]).toEqual([[1, 1], 2]);
    b.kill(b.match.save());
    expect(b.match.spec).toMatchObject({ settings: { seats: 6 }, delay: 7 });
    const back = b.join("ada");
    b.run(2);
    expect(hostOf(back)).toEqual({ type: "host", seat: 0, locked: false, delay: 7 });
  });

  it("let those who watch later see the world before to its end, and then the next", () => {
    const b = bench({}, teamed, 2);
    const ada = b.join("ada");
    const eve = b.watch("eve");
    b.run(200);
    const changedAt = b.match.tickNumber;
    b.say(ada, { type: "host", act: settings(b, { seats: 6 }, 2) });
    let last = 0;
    for (let tick = 0; tick < 120 && eve.of("welcome").length < 2; tick++) {
      b.run(1);
      last = eve.of("welcome").length < 2 ? eve.tick : last;
      expect(eve.tick).toBeLessThanOrEqual(b.match.tickNumber - 60);
    }
    expect(last).toBeGreaterThanOrEqual(changedAt - 8);
    b.run(120);
    expect(eve.of("welcome").at(-1)).toMatchObject({ settings: { seats: 6 }, delay: 2 });
    const begun = eve.messages.findLastIndex(({ type }) => type === "welcome");
    eve.messages.splice(0, begun);
    expect(eve.world(plan(teamed, b.match.spec.settings)).tick).toBeGreaterThan(changedAt + 60);
  });
});
