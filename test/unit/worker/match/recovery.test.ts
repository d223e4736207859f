import { beforeEach, describe, expect, it } from "vitest";
import type { Frame } from "#shared/log/index.ts";
import { decodeDown, encodeTail, type Since, type Tail } from "#shared/protocol/index.ts";
import { type Crashed, crash, FakeTimer, hashOf, LOST } from "#test/support/crash.ts";
import { only } from "#test/support/games.ts";
import { connectionTo, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import type { SavedMatch } from "#worker/match/log/saved.ts";
import { Match } from "#worker/match/match.ts";
import { PATIENCE_MS, Recovery } from "#worker/match/recovery.ts";

class Player {
  readonly connection: Connection;
  /** The ticks after which it was asked for its tail. */
  readonly asked: number[] = [];

  constructor(name: string, since?: Since) {
    const send = (bytes: Uint8Array) => {
      for (const message of decodeDown(bytes)) if (message.type === "tailWanted") this.asked.push(message.tick);
    };
    this.connection = connectionTo({ send, close: () => {} }, name, 0, RULES, { since });
  }
}

const PLAYERS = ["ada", "bob", "cy"];
const crashed = crash(PLAYERS);
const end = crashed.stored + LOST;
const whole: Tail = { tick: crashed.stored, frames: crashed.frames };

describe("after a crash", () => {
  let timer: FakeTimer;
  let recovery: Recovery;
  let done: { readonly tail: readonly Frame[]; readonly connections: readonly Connection[] } | undefined;

  beforeEach(() => begin(crashed));

  function begin({ saved, stored }: Crashed): void {
    const { signingKey } = saved;
    if (!signingKey) throw new Error("the match has a key");
    timer = new FakeTimer();
    done = undefined;
    recovery = new Recovery({
      ...{ saved, signingKey, tick: stored, timer },
      done: (tail, connections) => {
        if (done) throw new Error("it is done twice");
        done = { tail, connections };
      },
    });
  }

  /** Comes back, and says that the log is known up to this tick. */
  function arrive(name: string, tick?: number, generation = 0): Player {
    const player = new Player(name, tick === undefined ? undefined : { generation, tick });
    recovery.admit(player.connection);
    return player;
  }

  const give = ({ connection }: Player, tail: Tail | Uint8Array) =>
    recovery.receive(connection, new Uint8Array(tail instanceof Uint8Array ? tail : encodeTail(tail)).buffer);

  /** The tick and the world that the match goes on from. */
  function resumed() {
    const match = Match.restore(structuredClone(crashed.saved), 0, only(scuffle), { tail: done?.tail ?? [] });
    return match && { tick: match.tickNumber, hash: hashOf(match) };
  }

  it("the match goes on from the last frame that a player gives back, as soon as all are back", () => {
    const [ada, bob] = [arrive("ada", end), arrive("bob")];
    expect([ada.asked, bob.asked]).toEqual([[crashed.stored], []]);
    give(ada, whole);
    expect(done).toBeUndefined();
    const cy = arrive("cy");
    expect(done?.connections).toEqual([ada.connection, bob.connection, cy.connection]);
    expect(resumed()).toEqual({ tick: end, hash: crashed.hash });
  });

  it("a tail may begin before what is stored ends, in the middle of a frame too", () => {
    const ada = arrive("ada", end);
    const earlier = { stream: "rules", ticks: 3, hash: undefined, delta: [], tag: 5 } as const;
    give(ada, { tick: crashed.stored - 3, frames: [earlier, ...crashed.frames] });
    timer.pass(PATIENCE_MS.player);
    expect(resumed()).toEqual({ tick: end, hash: crashed.hash });
  });

  it("the longest counts: a shorter one, or one that comes late, changes nothing", () => {
    const [ada, bob] = [arrive("ada", end), arrive("bob", end)];
    expect(bob.asked).toEqual([crashed.stored]);
    give(bob, { tick: crashed.stored, frames: crashed.frames.slice(0, 9) });
    give(ada, whole);
    timer.pass(PATIENCE_MS.player);
    expect(resumed()?.tick).toBe(end);
    expect(() => give(bob, whole)).not.toThrow();
  });

  const spoilt: Record<string, Tail | Uint8Array> = {
    "is changed in its first frame": {
      ...whole,
      frames: [{ ...crashed.frames[0], delta: [2, 2] }, ...crashed.frames.slice(1)],
    },
    "begins after what is stored": { tick: crashed.stored + 1, frames: crashed.frames.slice(1) },
    "is told to begin earlier": { ...whole, tick: crashed.stored - 1 },
    "lacks a frame": { ...whole, frames: crashed.frames.slice(1) },
    "is empty": { ...whole, frames: [] },
    "is no tail": new Uint8Array([0x92, 5, 0xc1]),
    "is cut off": encodeTail(whole).slice(0, 5),
  };
  it.each(Object.entries(spoilt))("a tail that %s is as good as none, and an honest player's counts", (_, tail) => {
    const eve = arrive("ada", end + 1);
    give(eve, tail);
    const bob = arrive("bob", end);
    expect(bob.asked).toEqual([crashed.stored]);
    give(bob, whole);
    timer.pass(PATIENCE_MS.player);
    expect(resumed()).toEqual({ tick: end, hash: crashed.hash });
  });

  it("of a tail that is changed in the middle the part before counts", () => {
    const ada = arrive("ada", end);
    const at = 12;
    const frames = crashed.frames.map((frame, n) => (n === at ? { ...frame, tag: (frame.tag ?? 0) ^ 1 } : frame));
    give(ada, { tick: crashed.stored, frames });
    timer.pass(PATIENCE_MS.player);
    const ticks = crashed.frames.slice(0, at).reduce((sum, frame) => sum + frame.ticks, 0);
    expect(resumed()?.tick).toBe(crashed.stored + ticks);
  });

  it("only a player who was asked is heard, once, and one who knows nothing new, or another epoch, is not asked", () => {
    const strangers = [arrive("ada", crashed.stored), arrive("bob", end, 7), arrive("dan")];
    expect(strangers.flatMap(({ asked }) => asked)).toEqual([]);
    for (const stranger of strangers) give(stranger, whole);
    timer.pass(PATIENCE_MS.player);
    expect(resumed()?.tick).toBe(crashed.stored);
  });

  it("the match waits a second for the others, and then goes on as it was stored", () => {
    const ada = arrive("ada");
    timer.pass(PATIENCE_MS.player - 1);
    expect(done).toBeUndefined();
    timer.pass(100);
    expect(done).toEqual({ tail: [], connections: [ada.connection] });
  });

  it("a relay alone is waited with for longer, and is connected with the rest", () => {
    const relay = connectionTo({ send: () => {}, close: () => {} }, "relay", -1);
    recovery.admit(relay);
    timer.pass(PATIENCE_MS.player + 100);
    expect(done).toBeUndefined();
    const ada = arrive("ada");
    timer.pass(PATIENCE_MS.player + 100);
    expect(done?.connections).toEqual([relay, ada.connection]);
  });

  it("a socket that has gone is not connected, and not waited for", () => {
    const [ada, bob] = [arrive("ada", end), arrive("bob")];
    recovery.remove(ada.connection);
    arrive("cy");
    expect(done?.connections).not.toContain(ada.connection);
    expect(done?.connections).toContain(bob.connection);
  });

  it("players who claim much and answer nothing keep out no honest one", () => {
    const liars = Array.from({ length: 40 }, (_, n) => arrive(`liar ${n}`, end + 1000));
    const ada = arrive("ada", end);
    expect(liars.filter(({ asked }) => asked.length > 0)).toHaveLength(16);
    // Those of whom too much was believed are passed over after a while, and then it is their turn who claim less.
    timer.pass(900);
    expect(ada.asked).toEqual([crashed.stored]);
    give(ada, whole);
    timer.pass(PATIENCE_MS.player);
    expect(resumed()?.tick).toBe(end);
  });

  it("is awaited by the sockets that have come, and by none where no player comes back", () => {
    expect(recovery.isAwaited).toBe(false);
    const ada = arrive("ada");
    expect(recovery.isAwaited).toBe(true);
    recovery.remove(ada.connection);
    expect(recovery.isAwaited).toBe(false);
  });

  it("what is cleared away is not done", () => {
    arrive("ada");
    recovery.end();
    timer.pass(10_000);
    expect(done).toBeUndefined();
  });
});

describe("what a crash has lost is asked for", () => {
  it("only of a match that signed, under the same rules, with players in it", () => {
    const { saved } = crashed;
    const games = only(scuffle);
    const { header } = saved;
    expect(Recovery.isWanted(saved, games)).toBe(true);
    const away = header.owners.map((owner) => owner && { ...owner, state: "away" as const });
    const others: SavedMatch[] = [
      { ...saved, signingKey: undefined },
      { ...saved, header: { ...header, gameVersion: header.gameVersion + 1 } },
      { ...saved, header: { ...header, owners: away } },
      { ...saved, header: { ...header, owners: [] } },
      { ...saved, header: { ...header, spec: { ...header.spec, game: "chess" } } },
    ];
    for (const other of others) expect(Recovery.isWanted(other, games)).toBe(false);
  });

  it("not of a game that hides something", () => {
    const secret = { ...scuffle, view: { of: () => 0, hide: () => {} } };
    expect(Recovery.isWanted(crashed.saved, only(secret))).toBe(false);
  });
});
