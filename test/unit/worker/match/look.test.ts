import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { MatchLook } from "#shared/monitor/index.ts";
import { REFUSED } from "#shared/protocol/index.ts";
import { MatchBench, RULES } from "#test/support/match.ts";
import { Sleeper } from "#test/support/sleeper.ts";
import { vitals } from "#test/support/vitals.ts";
import { lookOf } from "#worker/match/look.ts";
import type { Match } from "#worker/match/match.ts";

const look = (match: Match, now: number, tables = false) =>
  lookOf(match.looked, {
    ...{ tables, now, vitals: vitals(), id: "object" },
    nameOf: (player) => (player === "eve" ? "Eve" : undefined),
  });

/** All of a match that could change. */
const imageOf = (match: Match, now: number) => ({
  bytes: match.world.bytes.slice(),
  tick: match.tickNumber,
  saved: structuredClone(match.save()),
  report: match.standing(),
  awake: match.awake(now),
  sent: match.health.history(now),
});

describe("an operator's look at a match", () => {
  it("says who sits where, by which socket, and how these do", () => {
    const b = new MatchBench({ seats: 4 }, 1, 0, undefined, { listed: true, only: ["ada", "bob"] });
    const ada = b.join("ada", RULES);
    const bob = b.join("bob");
    b.watch("wil");
    b.run(3 * b.match.tickRate);
    // An input a second late is none: it has no effect. One that is a tick late has its effect, and is late.
    const late = (ticks: number) => ({ tick: b.match.tickNumber + 1 - ticks, seen: 0, values: idle });
    const idle = Object.values(b.match.world.layout.game.input).map((column) => column.idle);
    b.say(bob, { type: "input", inputs: [late(2 * b.match.tickRate)] });
    b.say(bob, { type: "input", inputs: [late(4)] });
    b.say(bob, { type: "ping", time: 5, mark: bob.mark, rtt: 42 });
    ada.buffered = 700;
    b.run(1);
    b.drop(ada);
    const seen = look(b.match, b.now);
    expect(v.parse(MatchLook, structuredClone(seen))).toEqual(seen);
    expect(seen).toMatchObject({ tick: b.match.tickNumber, round: expect.any(Number), delay: 0, queued: true });
    expect(seen.settings.seats).toBe(4);
    expect(seen.seats.slice(0, 2)).toEqual([
      { seat: 0, name: "ada", kind: "player", player: "ada", away: true },
      { seat: 1, name: "bob", kind: "player", player: "bob", away: false },
    ]);
    expect(seen.tables).toBeUndefined();
    const [his, relay] = seen.sockets;
    expect(seen.sockets.map(({ role }) => role)).toEqual(["player", "relay"]);
    expect(his).toMatchObject({ seat: 1, name: "bob", stream: "state", rtt: 42, refused: 1, clogged: false });
    expect(his.slack).toBeLessThan(0);
    // Of two inputs that counted, the first was in time.
    expect(his.lateInputs).toBe(0.5);
    expect([his.messagesPerS > 0, his.bytesPerS > 0, his.allowance > 0 && his.allowance < 1]).toEqual([
      true,
      true,
      true,
    ]);
    expect(relay).toMatchObject({ seat: -1, watchers: 1 });
    expect(relay.name).toBe("relay 0");
    expect(JSON.stringify(seen)).not.toContain(b.match.spec.code);
    expect(bob.of("refused").map(({ reason }) => reason)).toEqual([REFUSED.tickOutOfRange]);
  });

  it("names the players that the host has barred, as far as their names are known", () => {
    const b = new MatchBench({ seats: 4 }, 1, 0, undefined, { listed: false, maker: "ada" });
    const ada = b.join("ada");
    const eve = b.join("eve");
    b.join("cid");
    b.run(2);
    for (const seat of [eve.connection.seat, 2]) {
      b.say(ada, { type: "host", act: { act: "remove", seat, bar: true } });
      b.run(b.match.tickRate);
    }
    expect(look(b.match, b.now).barred).toEqual(["Eve", "a player"]);
  });

  it("has the tables of the world where they are asked for", () => {
    const b = new MatchBench();
    b.join("ada");
    b.run(3);
    const { tables = [] } = look(b.match, b.now, true);
    expect(tables.map(({ name }) => name)).toEqual(b.match.world.views.map(({ placed }) => placed.name));
    expect(tables.every(({ rows, columns }) => rows.every((row) => row.length === columns.length + 1))).toBe(true);
  });

  it("changes nothing of a match that ticks, and none of its clients hears of it", () => {
    const [looked, left] = [new MatchBench({}, 7), new MatchBench({}, 7)].map((b) => {
      const ada = b.join("ada", RULES);
      b.watch("wil");
      b.run(5);
      return { b, ada };
    });
    for (let n = 0; n < 30; n++) {
      const before = imageOf(looked.b.match, looked.b.now);
      look(looked.b.match, looked.b.now, true);
      expect(imageOf(looked.b.match, looked.b.now)).toEqual(before);
      for (const { b, ada } of [looked, left]) {
        b.act(ada);
        b.run(1);
      }
    }
    expect(looked.b.match.world.bytes).toEqual(left.b.match.world.bytes);
    expect([looked.ada.sends, looked.ada.bytes]).toEqual([left.ada.sends, left.ada.bytes]);
  });

  it("leaves a match that sleeps asleep, at its tick", () => {
    const s = new Sleeper();
    s.join("ada");
    s.pass(20_000);
    expect(s.running.ticks).toBe(false);
    const { tickNumber } = s.running.match;
    const { awakeMs, saved } = s;
    const writes = saved.length;
    const wakesAt = s.running.wakesAt;
    const before = imageOf(s.running.match, s.clock.now());
    s.pass(5000);
    const seen = look(s.running.match, s.clock.now(), true);
    expect(seen.tick).toBe(tickNumber);
    expect(imageOf(s.running.match, s.clock.now())).toEqual(before);
    expect([s.running.ticks, s.awakeMs, saved.length, s.running.wakesAt]).toEqual([false, awakeMs, writes, wakesAt]);
  });
});
