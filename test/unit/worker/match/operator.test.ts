/** What an operator of the server does in a match: what is stored before it is told, and what the players make of it. */
import { describe, expect, it } from "vitest";
import type { MatchAct } from "#shared/monitor/index.ts";
import { CLOSE, NOTICE, OPERATORS_SINCE } from "#shared/protocol/index.ts";
import { plan, seatCells } from "#shared/sim/index.ts";
import { deal } from "#test/support/deal.ts";
import { type FakeClient, MatchBench } from "#test/support/match.ts";
import { RatedBench } from "#test/support/rated.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { Sleeper } from "#test/support/sleeper.ts";
import { MOST_OPERATORS } from "#worker/match/attendance.ts";
import type { Unsaved } from "#worker/match/log/saved.ts";
import { cleanLine } from "#worker/match/operator/announcement.ts";
import { MOST_BARRED } from "#worker/match/operator/operator.ts";

const AT = Date.UTC(2026, 10, 27);

/** What was stored, and what the clients had heard by then. */
interface Stored {
  readonly unsaved: Unsaved;
  readonly heard: readonly (number | undefined)[];
}

function operate(b: MatchBench, act: MatchAct, clients: readonly FakeClient[] = []) {
  const stored: Stored[] = [];
  const operated = b.match.operate(act, { by: "grace", at: AT }, b.now, () => {
    stored.push({ unsaved: b.match.takeUnsaved(false), heard: clients.map(({ closed }) => closed) });
  });
  return { operated, stored };
}

/** A match that plays a long round. */
function playing(delay = 0): MatchBench {
  return new MatchBench({ fillTo: 0, autostart: 1, lobby: 1, timeLimit: 60 }, 1, delay);
}

const texts = (client: FakeClient) => client.of("notice").map(({ text }) => text);
const kinds = (b: MatchBench, client: FakeClient) =>
  Array.from(seatCells(client.world(plan(scuffle, b.match.spec.settings)).seatTable).kind);
const owners = (b: MatchBench) => b.match.save().header.owners.map((owner) => owner?.player);
const watchAsOperator = (b: MatchBench, name = "grace") => b.load(name, -1, [], { isOperator: true });

describe("a kick", () => {
  it("frees the seat, is stored before the player hears of it, and all others read of it", () => {
    const b = playing();
    const [ada, bob, eve] = [b.join("ada"), b.join("bob"), b.watch("eve")];
    b.run(3);
    const { operated, stored } = operate(b, { act: "kick", seat: 1 }, [bob]);
    expect(operated).toEqual({ ok: true, detail: "removed bob from seat 1" });
    expect(stored).toMatchObject([{ heard: [undefined], unsaved: { operator: { barred: [], ended: false } } }]);
    expect(stored[0].unsaved.header?.owners[1]).toBeUndefined();
    expect(bob.closed).toBe(CLOSE.kicked);
    b.run(2);
    for (const client of [ada, eve])
      expect(client.of("notice")).toEqual([
        { type: "notice", kind: NOTICE.removal, text: "The operator has removed bob" },
      ]);
    expect(kinds(b, ada)[1]).toBe(0);
    b.connect("bob", b.reserve("bob"));
    b.run(2);
    expect(owners(b)[1]).toBe("bob");
  });

  it("also of a player whose line is lost", () => {
    const b = playing();
    b.join("ada");
    const bob = b.join("bob");
    b.run(2);
    b.drop(bob);
    b.run(2);
    expect(operate(b, { act: "kick", seat: 1 }).operated.ok).toBe(true);
    expect(owners(b)[1]).toBeUndefined();
  });

  it("is refused with the reason, and changes nothing", () => {
    const b = new MatchBench({ fillTo: 4, autostart: 1, lobby: 1 });
    b.join("ada");
    b.run(200);
    const refusal = (act: MatchAct) => {
      const { operated, stored } = operate(b, act);
      expect(stored).toEqual([]);
      return operated.ok ? "" : operated.refusal;
    };
    expect(refusal({ act: "kick", seat: 9 })).toContain("there is no seat 9");
    expect(refusal({ act: "kick", seat: 3 })).toContain("a bot's");
    expect(refusal({ act: "bar", seat: 0, player: "bob" })).toContain("another player's");
    expect(refusal({ act: "announce", text: "\u202e \u0007" })).toContain("a text");
    expect(b.match.operated).toEqual({ barred: [], ended: false, acts: [] });
  });
});

describe("a bar", () => {
  it("keeps the player out of a public match, also after a kill, by ticket and by a new request", () => {
    const b = playing();
    b.join("ada");
    const bob = b.join("bob");
    b.run(2);
    expect(operate(b, { act: "bar", seat: 1, player: "bob" }).operated.ok).toBe(true);
    expect(bob.closed).toBe(CLOSE.banned);
    const expectsOut = () => {
      expect(b.match.reservations.reserve("bob", "Bob", b.now)).toEqual({
        ok: false,
        reason: "barred",
        byOperator: true,
      });
      expect(b.connect("bob", 1).closed).toBe(CLOSE.banned);
    };
    expectsOut();
    b.kill(b.match.save());
    expectsOut();
    expect(b.match.operated).toMatchObject({
      barred: [{ player: "bob", name: "bob" }],
      acts: [{ by: "grace", at: AT, act: "bar", detail: "removed bob from seat 1 for good" }],
    });
  });

  it("once more is no fault, and not written down again", () => {
    const b = playing();
    b.join("ada");
    b.join("bob");
    b.run(2);
    operate(b, { act: "bar", seat: 1, player: "bob" });
    const again = operate(b, { act: "bar", seat: 1, player: "bob" });
    expect([again.operated.ok, again.stored.length, b.match.operated.acts.length]).toEqual([true, 0, 1]);
  });

  it("is refused beyond as many players as a match remembers", () => {
    const b = playing();
    b.join("ada");
    const barred = Array.from({ length: MOST_BARRED }, (_, n) => ({ player: `p${n}`, name: "" }));
    b.kill({ ...b.match.save(), operator: { barred, ended: false, acts: [] } });
    b.join("bob");
    const [seat] = b.match.seatsOf(["bob"]);
    expect(operate(b, { act: "bar", seat }).operated.ok).toBe(false);
    expect(operate(b, { act: "kick", seat }).operated.ok).toBe(true);
  });
});

describe("an end", () => {
  it("cuts the round short with its standings, stored before any client hears, and no tick follows", () => {
    const b = playing();
    const [ada, bob, eve] = [b.join("ada"), b.join("bob"), b.watch("eve")];
    b.run(100);
    expect(b.match.report().status).toBe("live");
    const tick = b.match.tickNumber;
    const { operated, stored } = operate(b, { act: "end" }, [ada, bob, eve]);
    expect(operated.ok).toBe(true);
    expect(stored).toHaveLength(1);
    expect(stored[0].heard).toEqual([undefined, undefined, undefined]);
    const { result, header, operator } = stored[0].unsaved;
    expect(result).toMatchObject({ round: 1, tick, cut: true });
    expect(result?.standings.map(({ name }) => name).sort()).toEqual(["ada", "bob"]);
    expect([header?.abandoned, operator?.ended]).toEqual([true, true]);
    expect([ada.closed, bob.closed, eve.closed]).toEqual([CLOSE.stopped, CLOSE.stopped, CLOSE.stopped]);
    b.run(5);
    expect([b.match.tickNumber, b.match.awake(b.now), b.match.report().status]).toEqual([tick, false, "ended"]);
  });

  it("stays after a kill: no player gets a seat, no relay and no operator a view", () => {
    const b = playing();
    b.join("ada");
    b.run(100);
    operate(b, { act: "end" });
    b.kill(b.match.save());
    b.run(3);
    expect(b.match.reservations.reserve("ada", "Ada", b.now)).toEqual({ ok: false, reason: "over", byOperator: true });
    expect([b.connect("ada", 0).closed, b.watch("eve").closed]).toEqual([CLOSE.stopped, CLOSE.stopped]);
    expect(watchAsOperator(b).closed).toBe(CLOSE.stopped);
    const again = operate(b, { act: "end" });
    expect([again.operated.ok, again.stored.length]).toEqual([true, 0]);
    expect([b.match.awake(b.now), b.match.report().status]).toEqual([false, "ended"]);
  });

  it("of a match that waits has no result", () => {
    const b = new MatchBench({ fillTo: 0, autostart: 0 });
    const ada = b.join("ada");
    b.run(5);
    const { operated, stored } = operate(b, { act: "end" });
    expect([operated.ok, stored[0].unsaved.result, ada.closed]).toEqual([true, undefined, CLOSE.stopped]);
    expect(b.match.report().status).toBe("ended");
  });

  it("is seen to its end by those who watch behind a delay", () => {
    const b = playing(2);
    const [, eve] = [b.join("ada"), b.watch("eve")];
    b.run(150);
    const tick = b.match.tickNumber;
    operate(b, { act: "end" });
    expect([eve.closed, b.match.awake(b.now)]).toEqual([undefined, true]);
    while (eve.closed === undefined && b.match.awake(b.now)) b.run(1);
    expect([eve.closed, eve.tick, b.match.tickNumber]).toEqual([CLOSE.stopped, tick, tick]);
  });

  it("of a rated round is cut short for its ladder, and no player has left it", () => {
    const b = new RatedBench(["ada", "bob"]);
    for (const name of ["ada", "bob"]) b.come(name);
    b.runUntil("live");
    b.run(30);
    const { stored } = operate(b, { act: "end" });
    const { facts, leaves } = stored[0].unsaved;
    const left = facts?.seats.map((seat) => seat.left);
    expect([facts?.cut, left, leaves]).toEqual([true, [undefined, undefined], undefined]);
  });

  it("a removal from a rated round is a leave, and the seat stays the player's", () => {
    const b = new RatedBench(["ada", "bob"]);
    for (const name of ["ada", "bob"]) b.come(name);
    b.runUntil("live");
    b.run(30);
    const [seat] = b.match.seatsOf(["bob"]);
    operate(b, { act: "kick", seat });
    b.person("bob").client = undefined;
    b.run(2);
    expect(b.leaves).toMatchObject([{ player: "bob", round: 1 }]);
    expect(b.match.reservations.reserve("bob", "Bob", b.now)).toMatchObject({ ok: true, seat });
  });

  it("and a removal wake a match that sleeps in quiet time for a moment, and do not harm its sleep", () => {
    const s = new Sleeper({ turnSeconds: 0 });
    const [ada, bob] = [s.join("ada"), s.join("bob")];
    s.pass(3000);
    expect(s.running.ticks).toBe(false);
    s.pass(600_000);
    expect(s.running.operate({ act: "kick", seat: 1 }, "grace").ok).toBe(true);
    expect([ada.closed, bob.closed, s.running.ticks]).toEqual([undefined, CLOSE.kicked, true]);
    s.pass(3000);
    expect([texts(ada), s.running.ticks]).toEqual([["The operator has removed bob"], false]);
    s.pass(600_000);
    s.evict();
    expect(s.running.operate({ act: "announce", text: "Hello" }, "grace").ok).toBe(true);
    s.pass(3000);
    expect(texts(ada)).toContain("Hello");
    expect(s.running.operate({ act: "end" }, "grace").ok).toBe(true);
    expect([s.match.here, s.running.ticks, s.running.wakesAt]).toEqual([0, false, undefined]);
    s.kill(600_000);
    const tick = s.match.tickNumber;
    s.running.rouse(s.clock.now());
    expect([s.match.tickNumber, s.match.report().status]).toEqual([tick, "ended"]);
  });
});

describe("an announcement", () => {
  it("reaches all who play and watch, at once, and clients of before operators hear nothing", () => {
    const b = playing(20);
    const [ada, eve] = [b.join("ada"), b.watch("eve")];
    const old = b.connect("old", b.reserve("old"), [], { edition: OPERATORS_SINCE - 1 });
    const oldWatcher = b.load("oldWatcher", -1, [], { edition: OPERATORS_SINCE - 1 });
    b.run(30 * 25);
    const { operated, stored } = operate(b, { act: "announce", text: " The server\nrestarts\u202e at 18:00 " });
    expect(operated).toEqual({ ok: true, detail: "announced: The server restarts at 18:00" });
    expect(stored).toHaveLength(1);
    b.run(2);
    const said = { type: "notice", kind: NOTICE.announcement, text: "The server restarts at 18:00" };
    expect([ada.of("notice"), eve.of("notice")]).toEqual([[said], [said]]);
    expect([old.of("notice"), oldWatcher.of("notice"), old.closed]).toEqual([[], [], undefined]);
  });

  it("waits for a client that does not read just now", () => {
    const b = playing();
    b.join("ada");
    const bob = b.join("bob");
    b.run(10);
    bob.stalled = true;
    bob.buffered = 1 << 20;
    b.run(30);
    operate(b, { act: "announce", text: "Hello" });
    b.run(5);
    expect(texts(bob)).toEqual([]);
    bob.stalled = false;
    bob.buffered = 0;
    b.say(bob, { type: "ping", time: 1 });
    b.run(30);
    expect(texts(bob)).toEqual(["Hello"]);
  });

  it("is cleaned to one line that shows what it says", () => {
    expect(cleanLine("a\tb\u0000\r\n c")).toBe("a b c");
    expect(cleanLine("x\u202ey\ud800z")).toBe("xyz");
    expect(cleanLine("Zoë 👩‍🚀")).toBe("Zoë 👩‍🚀");
    expect(cleanLine("\u2028\u0007")).toBe("");
  });
});

describe("an operator who watches", () => {
  it("sees the match without delay, takes no seat, counts as no watcher, and does not keep it awake", () => {
    const b = playing(20);
    const ada = b.join("ada");
    const grace = watchAsOperator(b);
    b.run(40);
    b.settle();
    expect(grace.tick).toBe(b.match.tickNumber);
    expect(grace.of("welcome")).toMatchObject([{ seat: -1, delay: 0 }]);
    const layout = plan(scuffle, b.match.spec.settings);
    expect(grace.world(layout).hash()).toBe(ada.world(layout).hash());
    expect(b.match.report()).toMatchObject({ players: 1, spectators: 0 });
    b.drop(ada);
    b.run(1);
    expect(b.match.awake(b.now)).toBe(false);
  });

  it("sees what the game hides from all others", () => {
    const b = new MatchBench({}, 1, 0, deal);
    const ada = b.join("ada");
    b.join("bob");
    const grace = watchAsOperator(b);
    b.run(40);
    b.settle();
    const layout = plan(deal, b.match.spec.settings);
    expect(grace.world(layout).hash()).toBe(b.match.world.hash());
    expect(ada.world(layout).hash()).not.toBe(b.match.world.hash());
  });

  it("may only ping, ask for a keyframe and leave; and there is room for a few", () => {
    const b = playing();
    b.join("ada");
    const all = Array.from({ length: MOST_OPERATORS + 1 }, (_, n) => watchAsOperator(b, `op${n}`));
    expect(all.map(({ closed }) => closed)).toEqual([...new Array(MOST_OPERATORS).fill(undefined), CLOSE.full]);
    b.run(3);
    const [one, two, three] = all;
    b.say(one, { type: "ping", time: 7 });
    b.say(two, { type: "leave" });
    b.say(three, { type: "watchers", count: 5 });
    b.run(3);
    expect(one.of("pong")).toMatchObject([{ time: 7 }]);
    expect([one.closed, two.closed, three.closed]).toEqual([undefined, CLOSE.left, CLOSE.malformed]);
    expect(b.match.report().spectators).toBe(0);
    operate(b, { act: "end" });
    expect(one.closed).toBe(CLOSE.stopped);
  });
});
