import { describe, expect, it, vi } from "vitest";
import { MatchClient } from "#client/session/client.ts";
import type { Drawn } from "#client/session/types.ts";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import { FIRST_INPUT, plan, SEEN_PARTS, type WorldBase } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { BUTTON, type ScuffleWorld, scuffle } from "#test/support/scuffle.ts";
import { type Line, Wire } from "#test/support/wire.ts";
import { replay } from "#worker/match/log/journal.ts";

const layout = plan(scuffle, { seats: 4 });

/** No player can start the match alone, and there are no bots. */
const QUIET = { seats: 4, autostart: 0, fillTo: 1 };

/** The times of the drawn frames: when, which tick of others, which of its own, and the newest known one. */
function watch(line: Line) {
  const frames: { readonly now: number; readonly tick: number; readonly own: number; readonly known: number }[] = [];
  line.each = (frame, now) => frames.push({ now, tick: frame.tick, own: frame.ownTick, known: frame.known.tick });
  return frames;
}

/** Gives new input: another direction and another aim every `every` ms. */
function steer(line: Line, every = 200): (now: number) => void {
  return (now) => {
    if (now % every === 0) line.client.setInput({ mx: (Math.floor(now / every) % 15) - 7, aim: (now / 10) % 1024 });
  };
}

describe("a client at the end of a line", () => {
  it("is not late with its inputs, once it knows the way, nor much too early", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada", { delay: (now) => 40 + (now % 7) });
    wire.play(3000, steer(ada));
    const heard = vi.spyOn(ada.client, "receive");
    wire.play(10_000, steer(ada));
    const { slack, ahead, rtt } = ada.client.stats(wire.bench.now);
    expect(heard.mock.calls.length).toBeGreaterThan(50);
    expect(rtt).toBeGreaterThan(75);
    expect(slack).toBeGreaterThanOrEqual(-2);
    expect(slack).toBeLessThan(60);
    expect(ahead).toBeGreaterThan(80);
    expect(ahead).toBeLessThan(150);
    expect(ada.resyncs).toBe(0);
  });

  it("foresees its own movement to the last bit, while no other player acts", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada", { delay: (now) => 40 + (now % 7) });
    wire.play(3000, steer(ada));
    const before = ada.client.stats(wire.bench.now).corrections;
    wire.play(9000, steer(ada));
    expect(before).toBeLessThan(3);
    expect(ada.client.stats(wire.bench.now)).toMatchObject({ corrections: 0, correction: 0 });
  });

  it("says how far back it shows the others, and that is where it shows them", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada", { delay: (now) => 40 + (now % 7) });
    const frames = watch(ada);
    wire.play(6000, steer(ada));
    const { tick, own } = frames[frames.length - 1];
    const said = ada.inputs.at(-1)?.seen ?? 0;
    // Half a tick for the click, and what is not worth a message.
    expect(Math.abs(said - (own - tick) * SEEN_PARTS)).toBeLessThan(SEEN_PARTS + 3);
    expect(said).toBeGreaterThan(2 * SEEN_PARTS);
  });

  it("draws evenly: neither what is its own nor the others ever go back, or jump", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada", { delay: (now) => 40 + ((now * 7919) % 23) });
    const bob = wire.join("bob", { delay: () => 10 });
    const eve = wire.join("eve", { watch: true });
    wire.play(2000, steer(bob));
    const all = [ada, bob, eve].map(watch);
    wire.play(5000, (now) => {
      steer(bob, 90)(now);
      steer(ada, 330)(now);
    });
    for (const frames of all) {
      for (const [i, frame] of frames.entries()) {
        if (i === 0) continue;
        const ticks = ((frame.now - frames[i - 1].now) * 30) / 1000;
        for (const which of ["tick", "own"] as const) {
          expect(frame[which] - frames[i - 1][which]).toBeGreaterThan(ticks * 0.9);
          expect(frame[which] - frames[i - 1][which]).toBeLessThan(ticks * 1.1);
        }
      }
    }
  });

  it("sends an input only where something is new, and at most 30 messages a second", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    wire.play(2000);
    const since = ada.said.length;
    wire.play(4000);
    expect(ada.said.slice(since).filter(({ message }) => message.type === "input")).toEqual([]);
    const before = ada.inputs.length;
    wire.play(4000, (now) => ada.client.setInput({ mx: (now % 15) - 7, aim: now % 1024 }));
    expect(ada.inputs.length - before).toBeGreaterThan(100);
    expect(ada.inputs.length - before).toBeLessThanOrEqual(122);
  });

  it("loses no press, however short", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    wire.play(2000);
    const { dash } = BUTTON;
    for (let press = 0; press < 10; press++) {
      ada.client.setInput({ buttons: dash });
      ada.client.setInput({ buttons: 0 });
      wire.play(300);
    }
    expect(ada.inputs.slice(-20).map(({ values }) => values[3])).toEqual(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? dash : 0)),
    );
  });
});

describe("a line whose way down stalls", () => {
  it("does not move its player by a jump: all that is new was foreseen", () => {
    const wire = new Wire(QUIET);
    // For 350 ms nothing comes, then all at once; again every two seconds.
    const down = (now: number) => (now > 1_004_000 && now % 2000 < 350 ? 380 - (now % 2000) : 30);
    const ada = wire.join("ada", { down });
    const turn = (now: number) => {
      const mx = Math.floor(now / 700) % 2 === 0 ? 7 : -7;
      ada.client.setInput({ mx, my: -mx });
    };
    wire.play(4000, turn);
    const before = ada.client.stats(wire.bench.now).corrections;
    const places: (readonly [number, number])[] = [];
    ada.each = ({ tables: { players } }) => places.push([players.x[0], players.y[0]]);
    wire.play(6000, turn);
    const steps = places.slice(1).map(([x, y], n) => Math.hypot(x - places[n][0], y - places[n][1]));
    const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length * 0.75)];
    expect(usual).toBeGreaterThan(5);
    expect(Math.max(...steps)).toBeLessThan(usual * 1.5);
    expect(ada.client.stats(wire.bench.now).corrections).toBeLessThanOrEqual(before);
  });
});

describe("a page that was hidden for five seconds", () => {
  /** Plays, hides, and comes back. */
  function comeBack(each: (now: number, line: Line) => void = () => {}) {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    const bob = wire.join("bob");
    wire.play(3000, steer(bob));
    ada.hidden = true;
    wire.play(5000, (now) => {
      steer(bob)(now);
      each(now, ada);
    });
    ada.hidden = false;
    const said = ada.said.length;
    const frames = watch(ada);
    wire.play(500, steer(bob));
    return { wire, ada, frames, inputs: ada.said.slice(said).filter(({ message }) => message.type === "input") };
  }

  it("says what is wanted now, once, and not what it has missed", () => {
    const { inputs, ada } = comeBack((now, line) => line.client.setInput({ mx: (now % 15) - 7, aim: now % 1024 }));
    expect(inputs.length).toBeLessThanOrEqual(1);
    for (const { message } of inputs) if (message.type === "input") expect(message.inputs.length).toBe(1);
    expect(ada.resyncs).toBe(0);
  });

  it("shows the present at once", () => {
    const { frames, wire } = comeBack();
    expect(frames.length).toBeGreaterThan(25);
    const [first] = frames;
    // At most a few ticks behind the server, as before.
    const server = wire.bench.match.tickNumber - 15;
    expect(server - first.tick).toBeLessThan(6);
    expect(first.own - server).toBeGreaterThan(-2);
    for (const [i, { tick }] of frames.entries()) if (i > 0) expect(tick - frames[i - 1].tick).toBeLessThan(0.6);
  });

  it.each([400, 1000, 1800])("shows its player in the right place, though it was busy for %i ms only", (ms) => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    wire.play(3000, () => ada.client.setInput({ mx: 7, my: 2 }));
    const off: number[] = [];
    ada.each = ({ tables: { players }, predicted }) => {
      const { x } = (predicted as ScuffleWorld).players;
      off.push(Math.abs(players.x[ada.client.seat] - x[ada.client.seat]));
    };
    wire.play(300);
    const usual = Math.max(...off);
    expect(usual).toBeGreaterThan(10);
    ada.client.setInput({ mx: -7, my: -2 });
    wire.play(100);
    ada.stuck = true;
    wire.play(ms);
    ada.stuck = false;
    off.length = 0;
    wire.play(100);
    expect(Math.max(...off)).toBeLessThan(usual * 1.5);
  });

  it("does not play the events of all that time", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    const bob = wire.join("bob");
    wire.play(2000);
    ada.hidden = true;
    wire.play(5000, (now) => bob.client.setInput({ buttons: Math.floor(now / 250) % 2 === 0 ? BUTTON.dash : 0 }));
    ada.hidden = false;
    const told: Drawn["events"][number][] = [];
    ada.each = ({ events }) => told.push(...events);
    wire.play(20);
    const oldest = Math.min(...told.map(({ tick }) => tick), Number.POSITIVE_INFINITY);
    expect(oldest).toBeGreaterThan(wire.bench.match.tickNumber - 30);
  });
});

describe("a socket that brings no welcome", () => {
  it.each(["nothing else", "pongs"])("is given up after five seconds, though it brings %s", (what) => {
    const nothing = () => {};
    const events = { send: nothing, live: nothing, changed: nothing, foreign: nothing };
    const client = new MatchClient(events, testGames);
    client.connected(1000);
    for (let now = 1250; now <= 6000; now += 250) {
      if (what === "pongs")
        client.receive(encodeDown({ type: "pong", time: now - 30, held: 0, slack: undefined }), now);
      expect(client.wait(now)).toBe("alive");
    }
    expect(client.wait(6001)).toBe("dead");
  });
});

describe("a line that dies without a word", () => {
  it("is noticed within five seconds, though a ping was answered after the last frame", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    wire.play(4000);
    const receive = ada.client.receive.bind(ada.client);
    const lastPing = () => ada.said.findLast(({ message }) => message.type === "ping")?.at ?? 0;
    const before = lastPing();
    let [deadAt, noticedAt] = [0, 0];
    ada.client.receive = (bytes, now) => {
      if (deadAt > 0 || lastPing() === before) {
        if (deadAt === 0) receive(bytes, now);
        return;
      }
      // No frame comes any more, and this pong is the last that does.
      const pong = decodeDown(bytes).find(({ type }) => type === "pong");
      if (!pong) return;
      deadAt = now;
      receive(encodeDown(pong), now);
    };
    const run = ada.client.run.bind(ada.client);
    ada.client.run = (now) => {
      const is = run(now);
      if (is === "dead") noticedAt ||= now;
      return is;
    };
    wire.play(12_000);
    expect(deadAt).toBeGreaterThan(0);
    expect(noticedAt - deadAt).toBeGreaterThan(0);
    expect(noticedAt - deadAt).toBeLessThan(5000);
  });
});

describe("a line that has been cut", () => {
  it("is out of step once, asks once, and goes on with a keyframe", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    wire.play(3000, steer(ada));
    vi.spyOn(console, "warn").mockImplementation(() => {});
    // A frame is lost.
    const { receive } = ada.client;
    let lost = 0;
    ada.client.receive = (bytes, now) => {
      lost += 1;
      if (lost > 1) receive.call(ada.client, bytes, now);
    };
    const frames = watch(ada);
    wire.play(4000, steer(ada));
    vi.restoreAllMocks();
    expect(ada.resyncs).toBe(1);
    const { own, known } = frames[frames.length - 1];
    expect(wire.bench.match.tickNumber - known).toBeLessThan(8);
    expect(own).toBeGreaterThan(known);
    wire.play(10_500, steer(ada));
    expect(ada.client.stats(wire.bench.now).corrections).toBe(0);
  });
});

/** To be called at any time: tells of the server's world once after each tick, since reading its whole log takes long. */
function eachTick(wire: Wire, tell: (world: WorldBase) => void): () => void {
  let told = -1;
  return () => {
    const { match } = wire.bench;
    if (match.tickNumber === told) return;
    told = match.tickNumber;
    tell(replay(layout, match.save().pages));
  };
}

describe("a server that stood still", () => {
  it.each([400, 1000, 1800, 3000])(
    "for %i ms: what a player wants now is not undone by what they wanted then",
    (ms) => {
      const wire = new Wire(QUIET);
      const ada = wire.join("ada");
      wire.play(3000, steer(ada));
      wire.stalledUntil = wire.bench.now + ms;
      wire.play(ms, (now) => ada.client.setInput({ mx: (Math.floor(now / 100) % 6) - 7, aim: now % 1024 }));
      wire.play(150);
      ada.client.setInput({ mx: 7, aim: 1000 });
      const does: string[] = [];
      const note = eachTick(wire, ({ seatTable }) => {
        does.push(`${seatTable.cells[FIRST_INPUT][0]} ${seatTable.cells[FIRST_INPUT + 2][0]}`);
      });
      wire.play(2500, note);
      const from = does.indexOf("7 1000");
      expect(from).toBeGreaterThan(0);
      expect(new Set(does.slice(from))).toEqual(new Set(["7 1000"]));
    },
  );

  it.each([200, 400, 700, 1000, 1400])(
    "for %i ms is in time with its players again as soon as it has said so",
    (ms) => {
      const wire = new Wire(QUIET);
      const ada = wire.join("ada");
      wire.play(5000, steer(ada));
      const { ahead } = ada.client.stats(wire.bench.now);
      wire.stalledUntil = wire.bench.now + ms;
      wire.play(ms, steer(ada));
      // With the second pong at the latest: the first may be of inputs from before.
      wire.play(4500, steer(ada));
      const heard = ada.said.length;
      wire.play(1000, steer(ada));
      const stats = ada.client.stats(wire.bench.now);
      expect(Math.abs(stats.ahead - ahead)).toBeLessThan(20);
      const ticks = ada.said.slice(heard).flatMap(({ message, at }) => {
        const server = wire.bench.match.tickNumber - ((wire.bench.now - at) * 30) / 1000;
        return message.type === "input" ? message.inputs.map(({ tick }) => tick - server) : [];
      });
      expect(ticks.length).toBeGreaterThan(2);
      for (const early of ticks) expect(early).toBeLessThan(5);
    },
  );

  it("counts a press that was made meanwhile", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    wire.play(3000);
    const stall = 1000;
    wire.stalledUntil = wire.bench.now + stall;
    const begin = wire.bench.now;
    let presses = 0;
    const note = eachTick(wire, ({ seatTable }) => {
      if ((seatTable.cells[FIRST_INPUT + 3][0] & BUTTON.reload) > 0) presses += 1;
    });
    wire.play(4000, (now) => {
      ada.client.setInput({ buttons: now - begin > 400 && now - begin < 500 ? BUTTON.reload : 0 });
      note();
    });
    // It was held for 100 ms.
    expect(presses).toBeGreaterThan(0);
    expect(presses).toBeLessThan(5);
  });
});

describe("a match that was asleep", () => {
  it("goes on with the present: no input is for a tick that is far ahead", () => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    const eve = wire.join("eve", { watch: true });
    wire.play(3000, steer(ada));
    ada.leave(wire.bench.now);
    wire.play(20_000);
    const slept = wire.bench.match.tickNumber;
    expect(slept).toBeLessThan(130);
    const frames = watch(eve);
    const bob = wire.join("bob");
    const said: { readonly tick: number; readonly at: number }[] = [];
    wire.play(3000, (now) => {
      steer(bob, 100)(now);
      const last = bob.inputs.at(-1)?.tick;
      if (last !== undefined && last !== said.at(-1)?.tick) said.push({ tick: last, at: wire.bench.match.tickNumber });
    });
    expect(said.length).toBeGreaterThan(20);
    for (const { tick, at } of said) expect(tick - at).toBeLessThan(6);
    // A spectator who has watched all the time sees it go on.
    const last = frames[frames.length - 1];
    expect(wire.bench.match.tickNumber - last.tick).toBeLessThan(6);
    for (const { tick, now } of frames) expect(tick).toBeLessThan(slept + ((now - frames[0].now) * 30) / 1000 + 3);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])("does not put off what is pressed when it wakes (%i frames later)", (frames) => {
    const wire = new Wire(QUIET);
    const ada = wire.join("ada");
    wire.play(3000 + frames * 34, steer(ada, 33));
    wire.asleep = true;
    wire.play(20_000);
    // A press wakes it.
    ada.client.setInput({ buttons: BUTTON.ready });
    wire.play(60);
    wire.asleep = false;
    const ahead: number[] = [];
    let inputs = ada.inputs.length;
    const drawn = watch(ada);
    wire.play(2000, (now) => {
      steer(ada, 33)(now);
      for (; inputs < ada.inputs.length; inputs++) ahead.push(ada.inputs[inputs].tick - wire.bench.match.tickNumber);
    });
    expect(ahead.length).toBeGreaterThan(50);
    expect(Math.max(...ahead)).toBeLessThan(6);
    expect(Math.min(...ahead.slice(5))).toBeGreaterThan(0);
    expect(Math.max(...drawn.map(({ own, known }) => own - known))).toBeLessThan(10);
  });
});
