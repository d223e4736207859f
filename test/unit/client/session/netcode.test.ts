/** The netcode as a player feels it, and as a cheat meets it: whole matches on a simulated clock and lines. */

import { describe, expect, it } from "vitest";
import { type Conditions, PRESETS } from "#client/net/conditions.ts";
import { decodeDown, encodeUp, type Input } from "#shared/protocol/index.ts";
import { type InputSource, NetMatch } from "#test/support/netmatch.ts";
import { shoot } from "#test/support/range.ts";
import { BUTTON, type ScuffleWorld, STICK, SUB, scuffle } from "#test/support/scuffle.ts";
import { Connection } from "#worker/broadcast/connection.ts";

const SCUFFLE = { seats: 8, fillTo: 0, lobby: 1, timeLimit: 1800 };
const CALM: Conditions = { ...PRESETS["other-continent"], stalls: 0 };
const HARD: Conditions = { ...PRESETS.lan, delay: 100, jitter: 50, stalls: 0.01 };

/** Runs about and looks about. */
function wanderer(): InputSource {
  let frame = 0;
  return () => {
    frame += 1;
    const leg = Math.trunc(frame / 40) % 4;
    return { mx: [STICK, 0, -STICK, 0][leg], my: [0, STICK, 0, -STICK][leg], aim: (frame * 5) % 1024 };
  };
}

describe("a player", () => {
  for (const [name, conditions] of Object.entries({ lan: PRESETS.lan, "other continent": CALM, hard: HARD })) {
    it(`sees their own action in the next drawn frame (${name})`, () => {
      const net = new NetMatch(scuffle, SCUFFLE, 11);
      let mx = 0;
      const client = net.join("ada", conditions, () => ({ mx }));
      net.run(6);
      const xs: number[] = [];
      client.onFrame = ({ tables }) => xs.push(tables.players.x[client.seat]);
      net.run(0.5);
      const rest = xs.at(-1) ?? 0;
      xs.length = 0;
      mx = STICK;
      net.run(0.05);
      expect(new Set(xs.slice(2)).size).toBeGreaterThan(0);
      expect(Math.abs(xs[1] - rest)).toBeGreaterThan(0);
    });
  }

  it("a player alone is never corrected, however far away", () => {
    const net = new NetMatch(scuffle, SCUFFLE, 5);
    const client = net.join("ada", CALM, wanderer());
    net.run(8);
    const { total, compared } = client.client.corrections;
    net.run(20);
    expect(client.client.corrections.compared - compared).toBeGreaterThan(500);
    expect(client.client.corrections.total - total).toBe(0);
    expect(client.mismatches).toBe(0);
  });

  it("is corrected where another pushes in, and only there", () => {
    const net = new NetMatch(scuffle, { ...SCUFFLE, seats: 2, autostart: 1 }, 5);
    const chase: InputSource = ({ seat }, drawn) => {
      if (!drawn || seat < 0) return undefined;
      const { x, y } = (drawn.world as ScuffleWorld).players;
      const [dx, dy] = [x[1 - seat] - x[seat], y[1 - seat] - y[seat]];
      const flip = Math.trunc((drawn.tick + 9 * seat) / 17) % 2 === 0 ? 1 : -1;
      return { mx: Math.sign(dx) * STICK * (Math.abs(dx) > 900 ? 1 : flip), my: Math.sign(dy) * STICK };
    };
    const clients = [net.join("ada", CALM, chase), net.join("bob", CALM, chase)];
    net.run(40);
    for (const { client, mismatches } of clients) {
      expect(mismatches).toBe(0);
      expect(client.corrections.total).toBeGreaterThan(0);
    }
  });

  it("hits what the screen shows, and misses without lag compensation", () => {
    const line: Conditions = { ...PRESETS.lan, delay: 125, jitter: 0 };
    expect(shoot(line, 2, true)).toEqual({ shots: 8, hits: 8 });
    expect(shoot(line, 2, false).hits).toBeLessThanOrEqual(1);
  });
});

/** What a raw client says at a tick: the inputs of each of its messages. */
type Strategy = (tick: number, input: (tick: number) => Input) => readonly (readonly Input[])[];

const SECOND = 30;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const inEights = (inputs: readonly Input[]) =>
  range(Math.ceil(inputs.length / 8)).map((i) => inputs.slice(i * 8, i * 8 + 8));

const honest: Strategy = (tick, input) => [[input(tick + 1)]];

const cheats: Readonly<Record<string, Strategy>> = {
  "a lag switch: silent for a second, then all at once": (tick, input) =>
    tick % SECOND === 0 ? inEights(range(SECOND).map((n) => input(tick - SECOND + 2 + n))) : [],
  "every input eight times": (tick, input) => [
    range(8).map(() => input(tick + 1)),
    range(8).map(() => input(tick + 1)),
  ],
  "inputs dated a second ahead": (tick, input) => [[input(tick + SECOND)], [input(tick + 1)]],
  "inputs out of order": (tick, input) => [[input(tick + 3), input(tick - 5), input(tick + 1)]],
  "presses and releases within one tick": (tick, input) => [
    [input(tick + 1), { ...input(tick + 1), values: [STICK, 0, 0, 0] }, input(tick + 1)],
  ],
  "view times of the future and of long ago": (tick, input) => [[{ ...input(tick + 1), seen: tick % 2 ? 0 : 255 }]],
};

/** Runs and fires for some seconds: the greatest way within one second, in pixels, and the shots. */
function gain(strategy: Strategy): { readonly way: number; readonly shots: number } {
  const net = new NetMatch(scuffle, { ...SCUFFLE, autostart: 1 }, 9);
  const reservation = net.match.reservations.reserve("mallory", "Mallory", net.agenda.now);
  if (!reservation.ok) throw new Error("no seat");
  const { seat } = reservation;
  // It reads marks alone, so that it is not taken for a slow reader.
  const send = (bytes: Uint8Array) => {
    for (const message of decodeDown(bytes)) if (message.type === "mark") connection.acknowledge(message.mark);
  };
  const connection: Connection = new Connection({ send, close: () => {} }, net.arrival("mallory", seat));
  net.match.connect(connection, net.agenda.now);
  const xs: number[] = [];
  let [way, shots] = [0, 0];
  net.onTick = (world) => {
    const { players, fired, tick } = world as ScuffleWorld;
    // To and fro, so that no wall ends the way for all alike.
    const mx = Math.trunc(tick / (2 * SECOND)) % 2 === 0 ? STICK : -STICK;
    const values = [mx, 0, 0, BUTTON.fire + BUTTON.dash];
    for (const inputs of strategy(tick, (at) => ({ tick: Math.max(0, at), seen: 0, values }))) {
      net.receive(connection, encodeUp({ type: "input", inputs }));
    }
    shots += [...fired].filter((row) => fired.seat[row] === seat).length;
    xs.push(players.x[seat] / SUB);
    const before = xs.at(-1 - SECOND);
    if (before !== undefined) way = Math.max(way, Math.abs(players.x[seat] / SUB - before));
  };
  net.run(20);
  return { way, shots };
}

describe("a cheat gains nothing", () => {
  const fair = gain(honest);

  it("measures an honest player's way and shots", () => {
    expect(fair.way).toBeGreaterThan(250);
    expect(fair.shots).toBeGreaterThan(20);
  });

  for (const [name, strategy] of Object.entries(cheats)) {
    it(`by ${name}`, () => {
      const { way, shots } = gain(strategy);
      expect(way).toBeLessThanOrEqual(fair.way);
      expect(shots).toBeLessThanOrEqual(fair.shots);
    });
  }

  it("by lying about what they saw: never more hits than a player who tells the truth", () => {
    const line: Conditions = { ...PRESETS.lan, delay: 125, jitter: 0 };
    expect(shoot(line, 1, false).hits).toBeLessThanOrEqual(shoot(line, 1, true).hits);
  });
});
