import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { CLOSE, encodeUp, ruleName } from "#shared/protocol/index.ts";
import { plan, SEAT } from "#shared/sim/index.ts";
import { replay } from "#worker/match/log/journal.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import { ask, closeCode, post, upgrade, withTicket } from "./support/http.ts";
import { Player } from "./support/player.ts";

const RULES = ruleName(arena);
const here: Player[] = [];
const keep = (player: Player) => {
  here.push(player);
  return player;
};
const create = async (name = "Ada") =>
  keep(await Player.enter("/api/matches", { name, settings: { seats: 4, autostart: 0 } }));
const join = async ({ code }: Player, name: string, token?: string) =>
  keep(await Player.enter(`/api/matches/${code}/join`, { name }, { token }));
const watch = async ({ code }: Player) => keep(await Player.enter(`/api/matches/${code}/watch`, {}));
const ticked = (ticks: number) => {
  let first: number | undefined;
  return (player: Player) => {
    if (!player.messages.some((message) => message.type === "keyframe")) return false;
    first ??= player.world.tick;
    return player.world.tick >= first + ticks;
  };
};
const object = ({ code }: Player) => env.MATCH.getByName(code);
const keyframes = (player: Player) => player.messages.filter((message) => message.type === "keyframe").length;

afterEach(() => {
  for (const player of here.splice(0)) player.close();
});

describe("a match", () => {
  it("plays for its players and its spectators alike", async () => {
    const ada = await create();
    const bob = await join(ada, "Bob");
    const eve = await watch(ada);
    await Promise.all([ada, bob, eve].map((player) => player.until(ticked(40))));
    expect([ada.seat, bob.seat, eve.seat]).toEqual([0, 1, -1]);
    await bob.until(() => bob.world.tick >= ada.world.tick);
    await ada.until(() => ada.world.tick >= bob.world.tick);
    expect(ada.world.hash()).toBe(bob.world.hash());
    expect(keyframes(ada) + keyframes(bob) + keyframes(eve)).toBe(3);
    const info: unknown = await (await ask(`/api/matches/${ada.code}`)).json();
    expect(info).toMatchObject({ players: 2, spectators: 1, listed: false });
  });

  it("sends the rules' stream to who has the rules: it leads to the same world", async () => {
    const ada = await create();
    const bob = keep(
      await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" }, { rules: ["arena-0", RULES] }),
    );
    const eve = await watch(ada);
    await Promise.all([ada, bob, eve].map((player) => player.until(ticked(20))));
    expect([ada, bob, eve].map(({ stream }) => stream)).toEqual(["state", "rules", "state"]);
    // Each frame with a hash was checked on the way.
    const hashed = (player: Player) => player.messages.some((message) => message.type === "frame" && message.hash);
    await Promise.all([ada, bob, eve].map((player) => player.until(hashed)));
  });

  it("opens one socket for a ticket, and closes the next", async () => {
    const ada = await create();
    await ada.until(ticked(1));
    expect(await closeCode(await upgrade(ada.code, withTicket(ada.ticket)))).toBe(CLOSE.usedTicket);
    await ada.until(ticked(5));
    expect(ada.closed).toBeUndefined();
  });

  it("calls a person by their new name at once, and leaves their socket alone", async () => {
    const ada = await create();
    const bob = await join(ada, "Bob");
    await bob.until(ticked(1));
    const asked = await post(
      `/api/matches/${ada.code}/join`,
      { name: "Robert" },
      { Authorization: `Bearer ${bob.token}` },
    );
    expect(asked.status).toBe(200);
    const names = ({ messages }: Player) =>
      messages.findLast((message) => message.type === "roster")?.seats.map(({ name }) => name);
    await ada.until((player) => names(player)?.[1] === "Robert");
    await bob.until((player) => names(player)?.[1] === "Robert");
    await bob.until(ticked(5));
    expect(bob.closed).toBeUndefined();
    await runInDurableObject(object(ada), async (_, state) => {
      expect(new MatchStore(state.storage).load()?.header.owners[bob.seat]?.name).toBe("Robert");
    });
  });

  it("gives a person their seat back, and closes the older socket", async () => {
    const ada = await create();
    const bob = await join(ada, "Bob");
    await bob.until(ticked(1));
    const again = await join(ada, "Bob", bob.token);
    await bob.until((player) => player.closed !== undefined);
    await again.until(ticked(1));
    expect([bob.closed, again.seat]).toEqual([CLOSE.takenOver, 1]);
  });

  it("frees the seat of who leaves, and keeps that of who is lost", async () => {
    const ada = await create();
    const bob = await join(ada, "Bob");
    const cyd = await join(ada, "Cyd");
    await cyd.until(ticked(2));
    bob.say({ type: "leave" });
    cyd.close();
    const kinds = () => ada.world.seatTable.cells[0];
    await ada.until(() => kinds()[1] === SEAT.empty && kinds()[2] === SEAT.away);
    await bob.until((player) => player.closed === CLOSE.left);
  });
});

describe("bad bytes", () => {
  it("close the socket that sent them with the documented code; no other client notices", async () => {
    const ada = await create();
    await ada.until(ticked(1));
    const whole = encodeUp({ type: "input", inputs: [{ tick: 70000, seen: 20, values: [1, 2, 300, 0] }] });
    const random = () => crypto.getRandomValues(new Uint8Array(40)).fill(0xc1, 0, 1);
    const cases: [Uint8Array | string, number][] = [
      ["hello", CLOSE.text],
      [new Uint8Array(1025), CLOSE.tooBig],
      [new Uint8Array(), CLOSE.malformed],
      ...Array.from(
        { length: whole.length - 1 },
        (_, n) => [whole.slice(0, n + 1), CLOSE.malformed] as [Uint8Array, number],
      ),
      ...Array.from({ length: 20 }, () => [random(), CLOSE.malformed] as [Uint8Array, number]),
    ];
    let token: string | undefined;
    for (const [bytes, code] of cases) {
      const eve: Player = await join(ada, "Eve", token);
      token = eve.token;
      await eve.until(ticked(0));
      eve.say(bytes);
      await eve.until((player) => player.closed !== undefined);
      expect([bytes, eve.closed]).toEqual([bytes, code]);
    }
    await ada.until(ticked(10));
    expect(ada.closed).toBeUndefined();
    expect(keyframes(ada)).toBe(1);
  }, 30_000);
});

/** The tick that is on disk. */
function storedTick(storage: DurableObjectStorage): number {
  const saved = new MatchStore(storage).load();
  return saved ? replay(plan(arena, saved.header.spec.settings), saved.pages).tick : -1;
}

describe("sleep", () => {
  it("comes without players, even with a spectator, and the next player to join wakes the match as it was", async () => {
    const ada = await create();
    const eve = await watch(ada);
    await eve.until(ticked(20));
    ada.close();
    await ada.until((player) => player.closed !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    // Impossible with a timer running; the spectator's socket sleeps along.
    await evictDurableObject(object(ada));
    const tick = await runInDurableObject(object(ada), (_, { storage }) => storedTick(storage));
    const again = await join(ada, "Ada", ada.token);
    await again.until(ticked(3));
    expect(again.seat).toBe(0);
    const keyframe = again.messages.find((message) => message.type === "keyframe");
    expect(tick).toBeGreaterThan(20);
    expect(keyframe?.tick).toBe(tick);
    await eve.until(() => eve.world.tick > tick);
    expect(eve.closed).toBeUndefined();
  });

  it("ends with the match being cleared away", async () => {
    const ada = await create();
    const eve = await watch(ada);
    await eve.until(ticked(2));
    ada.say({ type: "leave" });
    await ada.until((player) => player.closed !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await runDurableObjectAlarm(object(ada))).toBe(true);
    await eve.until((player) => player.closed !== undefined);
    expect(eve.closed).toBe(CLOSE.over);
    expect((await post(`/api/matches/${ada.code}/join`, { name: "Ada" })).status).toBe(404);
    const rows = await runInDurableObject(object(ada), (_, state) => [...state.storage.kv.list()].length);
    expect(rows).toBe(0);
  });

  it("clears away a match that has crashed, and to which no player comes back", async () => {
    const ada = await create();
    await ada.until(ticked(2));
    // As a crash leaves it: on disk the player is here, and no socket is.
    const crashed = await runInDurableObject(object(ada), (_, { storage }) => storage.kv.get("match"));
    ada.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await runInDurableObject(object(ada), (_, { storage }) => storage.kv.put("match", crashed));
    await evictDurableObject(object(ada));
    expect(await runDurableObjectAlarm(object(ada))).toBe(true);
    expect((await post(`/api/matches/${ada.code}/join`, { name: "Ada" })).status).toBe(404);
  });

  it("leaves a running match alone when an old alarm rings", async () => {
    const ada = await create();
    await ada.until(ticked(2));
    expect(await runDurableObjectAlarm(object(ada))).toBe(true);
    await ada.until(ticked(5));
    expect(ada.closed).toBeUndefined();
  });
});

it("asking for a match that does not exist leaves nothing on disk", async () => {
  await ask("/api/matches/ZZZZZZZZZZ");
  const size = await runInDurableObject(env.MATCH.getByName("ZZZZZZZZZZ"), (_, state) => {
    return [...state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")]
      .length;
  });
  expect(size).toBe(0);
});
