/** Who is let into a match, and what follows when a socket comes and goes. */
import { describe, expect, it } from "vitest";
import { CLOSE, decodeDown, encodeUp, PROTOCOL, REFUSED, type UpMessage } from "#shared/protocol/index.ts";
import { plan, SEAT } from "#shared/sim/index.ts";
import { type FakeClient, MatchBench } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { Connection } from "#worker/broadcast/connection.ts";
import { SILENT_MS } from "#worker/broadcast/connections.ts";
import { HOLD_MS } from "#worker/match/seats/seats.ts";
import { MAX_RELAYS } from "#worker/match/spectate/spectator-delay.ts";

const bench = (settings: Readonly<Record<string, number>> = {}) =>
  new MatchBench({ seats: 2, fillTo: 0, autostart: 0, ...settings });

/** The kinds of both seats' owners, as this client knows them. */
function kindsOf(b: MatchBench, client: FakeClient): number[] {
  const [kinds] = client.world(plan(scuffle, b.match.spec.settings)).seatTable.cells;
  return [kinds[0], kinds[1]];
}

/** A socket that did not come through the bench. */
function socket(role: "player" | "spectator" | "relay", at = 1, player = "eve") {
  const state = { closed: undefined as number | undefined, sent: [] as string[], rosters: [] as string[][] };
  const port = {
    send: (bytes: Uint8Array) => {
      for (const message of decodeDown(bytes)) {
        state.sent.push(message.type);
        if (message.type === "roster") state.rosters.push(message.seats.map(({ name }) => name));
      }
    },
    close: (code: number) => {
      state.closed = code;
    },
  };
  const seat = role === "player" ? 0 : -1;
  const claims = { id: `${role} ${at}`, role, seat, player, name: player, at, expires: 1e15 } as const;
  const connection = new Connection(port, { ...claims, rules: [], edition: PROTOCOL, since: undefined });
  return { state, connection };
}

const say = (b: MatchBench, connection: Connection, message: UpMessage) =>
  b.match.receive(connection, new Uint8Array(encodeUp(message)).buffer, b.now);

describe("a player's socket", () => {
  it("is let into a seat whose owner has been away for too long", () => {
    const b = bench();
    const ada = b.join("ada");
    b.run(1);
    b.drop(ada);
    const { arrival } = socket("player").connection;
    expect(b.match.refusal(arrival, b.now + HOLD_MS - 1)?.close).toBe(CLOSE.seatGone);
    expect(b.match.refusal(arrival, b.now + HOLD_MS)).toBeUndefined();
  });

  it("makes the seat its player's from the next tick on", () => {
    const b = bench();
    b.join("ada");
    b.run(3);
    b.join("bob");
    expect(b.match.save().header.owners.map((owner) => owner?.since)).toEqual([1, 4]);
  });

  it("gives way to that of a later ticket, in either order", () => {
    const b = bench();
    const [early, late] = [socket("player", 5), socket("player", 6)];
    b.match.connect(late.connection, b.now);
    b.match.connect(early.connection, b.now);
    expect([early.state.closed, late.state.closed]).toEqual([CLOSE.takenOver, undefined]);
    const later = socket("player", 7);
    b.match.connect(later.connection, b.now);
    expect([late.state.closed, later.state.closed]).toEqual([CLOSE.takenOver, undefined]);
    expect(b.match.report().players).toBe(1);
  });

  it("that outlived a sleep is welcomed again", () => {
    const b = bench();
    const { connection, state } = socket("player");
    connection.needs = "frames";
    b.match.attach(connection, b.now);
    b.run(1);
    expect(state.sent.slice(0, 2)).toEqual(["welcome", "keyframe"]);
    expect(b.match.players).toEqual(["eve"]);
  });

  it("brings its last words, though it closes before they are read", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    b.run(2);
    b.say(bob, { type: "leave" });
    b.drop(bob);
    expect([b.match.hasSeat("ada"), b.match.hasSeat("bob"), b.match.players]).toEqual([true, false, ["ada"]]);
    b.run(1);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.empty]);
  });

  it("that is closed for what it sends leaves its player away, and idle", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    b.run(2);
    const input = (tick: number) => ({ tick, seen: 0, values: [7, 0, 0, 0] });
    b.say(bob, { type: "input", inputs: [input(b.match.tickNumber + 1), input(b.match.tickNumber + 4)] });
    b.run(1);
    b.say(bob, new Uint8Array([0xc1]));
    b.run(5);
    expect(bob.closed).toBe(CLOSE.malformed);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.away]);
    // A player who comes back finds no input of before.
    b.connect("bob", 1);
    b.run(1);
    expect(ada.world(plan(scuffle, b.match.spec.settings)).seatTable.cells[2][1]).toBe(0);
  });

  it("is told that a keyframe came too soon, though its inputs are in order since", () => {
    const b = bench();
    const ada = b.join("ada");
    b.run(1);
    for (let n = 0; n < 3; n++) {
      b.say(ada, { type: "resync", tick: 0 });
      b.run(1);
    }
    expect(ada.of("refused")).toHaveLength(1);
    b.say(ada, { type: "input", inputs: [{ tick: b.match.tickNumber + 1, seen: 0, values: [0, 0, 0, 0] }] });
    b.run(2 * b.match.tickRate);
    expect(ada.of("refused").map(({ reason }) => reason)).toEqual([REFUSED.resyncTooSoon, REFUSED.resyncTooSoon]);
  });

  it("is closed where it tells how many watch through it", () => {
    const b = bench();
    const ada = b.join("ada");
    b.say(ada, { type: "watchers", count: 9 });
    b.run(1);
    expect([ada.closed, b.match.report().spectators]).toEqual([CLOSE.malformed, 0]);
  });

  it("is closed where it has said nothing for long", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    for (let second = 0; second < SILENT_MS / 1000 + 1; second++) {
      b.say(ada, { type: "ping", time: second });
      b.run(b.match.tickRate);
    }
    expect([ada.closed, bob.closed]).toEqual([undefined, CLOSE.silent]);
  });

  it("is answered while the match sleeps, without a tick", () => {
    const b = bench();
    const ada = b.join("ada");
    b.say(ada, { type: "ping", time: 5 });
    b.match.rest(b.now + 10);
    expect([ada.of("pong"), b.match.tickNumber]).toMatchObject([[{ time: 5 }], 0]);
  });
});

describe("a socket without a seat", () => {
  it("is let in as a relay, and not as a spectator's own", () => {
    const b = bench();
    const [eve, relay] = [socket("spectator"), socket("relay")];
    for (const { connection } of [eve, relay]) b.match.connect(connection, b.now);
    expect([eve.state.closed, relay.state.closed]).toEqual([CLOSE.badTicket, undefined]);
  });

  it("is let in as long as there are few relays, and again once one has gone", () => {
    const b = bench();
    const relays = Array.from({ length: MAX_RELAYS + 3 }, (_, n) => socket("relay", n));
    for (const { connection } of relays) b.match.connect(connection, b.now);
    const refused = relays.filter(({ state }) => state.closed === CLOSE.full);
    expect(refused).toHaveLength(3);
    b.match.disconnect(relays[0].connection, b.now);
    expect(b.match.refusal(relays[0].connection.arrival, b.now)).toBeUndefined();
  });

  it("counts its spectators for as long as it is there", () => {
    const b = bench();
    const ada = b.join("ada");
    const told = () => [b.match.report().spectators, ada.of("roster").at(-1)?.spectators];
    const relay = socket("relay");
    b.match.connect(relay.connection, b.now);
    say(b, relay.connection, { type: "watchers", count: 7 });
    b.run(1);
    expect(told()).toEqual([7, 7]);
    b.match.disconnect(relay.connection, b.now);
    b.run(1);
    expect(told()).toEqual([0, 0]);
  });

  it("costs no player the seat by leaving, and has no inputs", () => {
    const b = bench();
    const ada = b.join("ada");
    const [first, second] = [socket("relay"), socket("relay")];
    for (const { connection } of [first, second]) b.match.connect(connection, b.now);
    say(b, first.connection, { type: "leave" });
    say(b, second.connection, { type: "input", inputs: [{ tick: 1, seen: 0, values: [0, 0, 0, 0] }] });
    b.run(2);
    expect([first.state.closed, second.state.closed]).toEqual([CLOSE.left, CLOSE.malformed]);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.empty]);
  });
});

it("a match that is cleared away closes every socket, and has no players any more", () => {
  const b = bench();
  const [ada, relay] = [b.join("ada"), socket("relay")];
  b.match.connect(relay.connection, b.now);
  b.run(1);
  b.match.end();
  expect([ada.closed, relay.state.closed]).toEqual([CLOSE.over, CLOSE.over]);
  const { sends } = ada;
  b.run(3);
  expect(ada.sends).toBe(sends);
});

it("a player who wants only the seat that they have, and has none, hears whether one is free", () => {
  const b = bench();
  b.join("ada");
  expect(b.match.reservations.reserve("bob", undefined, b.now)).toEqual({ ok: false, reason: "unnamed" });
  b.join("bob");
  expect(b.match.reservations.reserve("cyd", undefined, b.now)).toEqual({ ok: false, reason: "full" });
});

describe("a match whose round has ended", () => {
  function ended() {
    const b = bench({ autostart: 1, lobby: 1, timeLimit: 10 });
    const ada = b.join("ada");
    for (let n = 0; n < 1000 && b.match.report().status !== "ended"; n++) b.run(1);
    expect(b.match.report().status).toBe("ended");
    return { b, ada };
  }

  it("takes only players who have a seat, though one is free", () => {
    const { b } = ended();
    expect(b.match.reservations.reserve("bob", "bob", b.now)).toEqual({ ok: false, reason: "over" });
    expect(b.match.reservations.reserve("ada", undefined, b.now)).toMatchObject({ ok: true, seat: 0 });
  });

  it("does so after a kill, and waits for another minute", () => {
    const { b } = ended();
    b.kill(b.match.save());
    expect(b.match.reservations.reserve("bob", "bob", b.now)).toEqual({ ok: false, reason: "over" });
    b.join("ada");
    expect([b.match.awake(b.now + 59_000), b.match.awake(b.now + 61_000)]).toEqual([true, false]);
  });
});

describe("a match that is resumed", () => {
  it("holds the seats of players who were connected for as long as after a lost line, and of others no longer", () => {
    const b = bench();
    b.join("ada");
    const bob = b.join("bob");
    b.run(2);
    b.drop(bob);
    b.now += 20_000;
    b.kill(b.match.save());
    b.now += HOLD_MS - 20_000;
    b.run(1);
    expect(b.match.players).toEqual(["ada"]);
    b.now += 20_000;
    b.run(1);
    expect(b.match.players).toEqual([]);
  });

  it("holds no seat for longer than that, though the disk may say so", () => {
    const b = bench();
    const ada = b.join("ada");
    b.run(2);
    b.drop(ada);
    const { header, pages } = b.match.save();
    const owners = header.owners.map((owner) => owner && { ...owner, until: b.now + 1e9 });
    b.kill({ header: { ...header, owners }, pages });
    b.now += HOLD_MS;
    b.run(1);
    expect(b.match.players).toEqual([]);
  });

  it.each([
    ["here", SEAT.person],
    ["away", SEAT.away],
  ] as const)("shows a seat empty for a tick whose player was %s, and is another one now", (_, kind) => {
    const b = bench();
    const ada = b.join("ada");
    b.run(2);
    if (kind === SEAT.away) b.drop(ada);
    b.run(1);
    const { header, pages } = b.match.save();
    b.kill({ header: { ...header, owners: [] }, pages });
    const bob = b.join("bob");
    b.run(1);
    expect(kindsOf(b, bob)).toEqual([SEAT.empty, SEAT.empty]);
    b.run(1);
    expect(kindsOf(b, bob)).toEqual([SEAT.person, SEAT.empty]);
  });

  it("leaves its seats to its players, and to its bots", () => {
    const b = bench({ fillTo: 2 });
    b.join("ada");
    b.run(150);
    b.kill(b.match.save());
    const ada = b.connect("ada", 0);
    b.run(1);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.bot]);
  });

  it("names its players to spectators before it goes on", () => {
    const b = bench();
    b.join("ada");
    b.run(2);
    b.kill(b.match.save());
    const relay = socket("relay");
    b.match.connect(relay.connection, b.now);
    b.match.rest(b.now);
    expect(relay.state.rosters).toEqual([["ada"]]);
  });
});
