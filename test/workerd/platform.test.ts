/** The platform throws: nothing of a match's own bookkeeping is skipped for it. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { CLOSE } from "#shared/protocol/index.ts";
import { plan, SEAT } from "#shared/sim/index.ts";
import { UsedTickets } from "#worker/auth/used-tickets.ts";
import { attempt, attemptLater, closeReason, closeSocket, finishClose, portOf } from "#worker/broadcast/sockets.ts";
import { replay } from "#worker/match/log/journal.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import { admission, closeCode, post, upgrade, withTicket } from "./support/http.ts";
import { Player } from "./support/player.ts";

const here: Player[] = [];
const keep = (player: Player) => {
  here.push(player);
  return player;
};
const create = async () =>
  keep(await Player.enter("/api/matches", { name: "Ada", settings: { seats: 4, autostart: 0 } }));
const join = async ({ code }: Player, name: string) => keep(await Player.enter(`/api/matches/${code}/join`, { name }));
const watch = async ({ code }: Player) => keep(await Player.enter(`/api/matches/${code}/watch`, {}));
const object = ({ code }: Player) => env.MATCH.getByName(code);
const lives = (tick: number) => (player: Player) =>
  player.messages.some(({ type }) => type === "keyframe") && player.world.tick >= tick;

/** The logs of a test are its own. */
const quiet = () => ({
  warn: vi.spyOn(console, "warn").mockImplementation(() => {}),
  error: vi.spyOn(console, "error").mockImplementation(() => {}),
});
const events = (spy: { readonly mock: { readonly calls: readonly unknown[][] } }): unknown[] =>
  spy.mock.calls.map(([line]) => JSON.parse(String(line)).event);

afterEach(() => {
  vi.restoreAllMocks();
  for (const player of here.splice(0)) player.close();
});

describe("a call of the platform's", () => {
  it("that throws is logged, and goes no further", async () => {
    const { warn } = quiet();
    const fail = () => {
      throw new Error("the disk is full");
    };
    expect(attempt("write", fail)).toBe(false);
    await attemptLater("write later", async () => fail());
    await attemptLater("write at once", () => fail());
    expect(attempt("do nothing", () => {})).toBe(true);
    // Not everything that is thrown has words.
    expect(
      attempt("throw a riddle", () => {
        throw Object.create(null);
      }),
    ).toBe(false);
    expect(events(warn)).toEqual(new Array(4).fill("platform_refused"));
  });

  it("closes with a reason of 123 bytes of UTF-8 at most, in whole characters", () => {
    expect(closeReason("as you asked")).toBe("as you asked");
    for (const char of ["x", "é", "€", "😀"]) {
      const cut = closeReason(char.repeat(200));
      const bytes = new TextEncoder().encode(cut).length;
      expect(bytes).toBeLessThanOrEqual(123);
      expect(bytes).toBeGreaterThan(123 - 4);
      expect(char.repeat(200).startsWith(cut)).toBe(true);
      expect(cut.length % char.length).toBe(0);
    }
  });

  const pair = () => {
    const { 0: theirs, 1: ours } = new WebSocketPair();
    theirs.accept();
    ours.accept();
    const closed = new Promise<number>((resolve) => theirs.addEventListener("close", ({ code }) => resolve(code)));
    return { ours, closed };
  };

  it.each([
    [1000, 1000],
    [1003, 1003],
    [1004, 1002],
    [1005, 1000],
    [1006, 1002],
    [1011, 1011],
    [1015, 1002],
    [1016, 1002],
    [2999, 1002],
    [3000, 3000],
    [4999, 4999],
    [5000, 1002],
    [65535, 1002],
    [0, 1002],
    [-1, 1002],
    [Number.NaN, 1002],
  ])("finishes a close with %d by one with %d", async (code, answer) => {
    const { ours, closed } = pair();
    finishClose(ours, code);
    expect(await closed).toBe(answer);
    // Once more is no fault.
    finishClose(ours, code);
    closeSocket(ours, CLOSE.over, "this match is over");
  });

  it("sends nothing more by a socket that has refused a message, and counts nothing", () => {
    const { warn } = quiet();
    const sent: number[] = [];
    const socket = {
      readyState: WebSocket.OPEN,
      send: vi.fn(() => {
        throw new Error("it has just gone");
      }),
      close: vi.fn(() => {
        throw new Error("it has gone long ago");
      }),
    } as unknown as WebSocket;
    const port = portOf(socket, (bytes) => sent.push(bytes));
    port.send(new Uint8Array(3));
    port.send(new Uint8Array(3));
    port.close(CLOSE.over, "this match is over");
    expect(socket.send).toHaveBeenCalledOnce();
    expect([sent, events(warn).length]).toEqual([[], 3]);
  });
});

describe("a match", () => {
  it("goes on for all others when one socket can't be sent to", async () => {
    quiet();
    const ada = await create();
    const bob = await join(ada, "Bob");
    await bob.until(lives(5));
    await runInDurableObject(object(ada), (_, state) => {
      const socket = state.getWebSockets().find((one) => one.deserializeAttachment().seat === 1);
      if (!socket) throw new Error("Bob has no socket");
      Object.defineProperty(socket, "send", {
        value: () => {
          throw new Error("it has just gone");
        },
      });
    });
    await bob.until(({ closed }) => closed !== undefined);
    expect(bob.closed).toBe(CLOSE.fault);
    const { tick } = ada.world;
    await ada.until(lives(tick + 20));
    await ada.until(() => ada.world.seatTable.cells[0][1] === SEAT.away);
    expect(ada.closed).toBeUndefined();
  });

  it("goes on while the disk takes nothing, and is on it again soon after", async () => {
    const { error } = quiet();
    const ada = await create();
    await ada.until(lives(5));
    const full = vi.spyOn(MatchStore.prototype, "save").mockImplementation(() => {
      throw new Error("database or disk is full: SQLITE_FULL");
    });
    await ada.until(lives(ada.world.tick + 100));
    expect(events(error)).toContain("match_unsaved");
    full.mockRestore();
    const { tick } = ada.world;
    await ada.until(lives(tick + 80));
    expect(ada.closed).toBeUndefined();
    // What is on the disk is whole, and leads to a world of after the time in which it took nothing.
    const saved = await runInDurableObject(object(ada), (_, { storage }) => new MatchStore(storage).load());
    const world = saved && replay(plan(arena, saved.header.spec.settings), saved.pages);
    expect(world?.tick).toBeGreaterThan(tick);
    expect(saved?.header.owners[0]).toMatchObject({ name: "Ada", state: "here" });
  });

  it("refuses a client that can't be let in, and lets in the next", async () => {
    const { error } = quiet();
    const ada = await create();
    await ada.until(lives(2));
    const full = vi.spyOn(UsedTickets.prototype, "use").mockImplementation(() => {
      throw new Error("database or disk is full: SQLITE_FULL");
    });
    const { ticket } = await admission(await post(`/api/matches/${ada.code}/join`, { name: "Bob" }));
    expect(await closeCode(await upgrade(ada.code, withTicket(ticket)))).toBe(CLOSE.fault);
    expect(events(error)).toContain("socket_refused");
    full.mockRestore();
    expect(await closeCode(await upgrade(ada.code, withTicket("nonsense")))).toBe(CLOSE.badTicket);
    const bob = await join(ada, "Bob");
    await bob.until(lives(ada.world.tick + 5));
    expect(ada.closed).toBeUndefined();
  });

  it("is not made where it can't be stored", async () => {
    quiet();
    const full = vi.spyOn(MatchStore.prototype, "save").mockImplementation(() => {
      throw new Error("database or disk is full: SQLITE_FULL");
    });
    expect((await post("/api/matches", { name: "Ada", settings: { seats: 4 } })).status).toBe(500);
    full.mockRestore();
    await (await create()).until(lives(2));
  });

  it("is there for all others though another version of this code has left a socket behind", async () => {
    quiet();
    const ada = await create();
    const eve = await watch(ada);
    await eve.until(lives(5));
    ada.close();
    await ada.until(({ closed }) => closed !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await runInDurableObject(object(ada), (_, state) => {
      for (const socket of state.getWebSockets()) socket.serializeAttachment({ of: "another version" });
    });
    await evictDurableObject(object(ada));
    const again = keep(await Player.enter(`/api/matches/${ada.code}/join`, { name: "Ada" }, { token: ada.token }));
    await again.until(lives(eve.world.tick + 5));
    expect(again.seat).toBe(0);
  });
});
