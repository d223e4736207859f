import { describe, expect, it } from "vitest";
import { COMMANDS } from "#client/session/render/game-events.ts";
import type { GameEvent } from "#client/session/types.ts";
import { SettingsStore } from "#client/settings.ts";
import { atEdge, EDGE } from "#client/view/talk/edge.ts";
import { emoteOf, USUAL_EMOTES } from "#client/view/talk/emotes.ts";
import { EMOTE, EMOTE_MS, Heard, PING, PING_MS } from "#client/view/talk/heard.ts";
import { isMuted, MOST_MUTED, toggleMuted } from "#client/view/talk/mutes.ts";
import { padSector, sectorOf, Wheel } from "#client/view/talk/wheel.ts";
import { EMOTES } from "#shared/sim/commands.ts";

const said = (seat: number, command: number | undefined, a: number, b = 0): GameEvent => ({
  table: COMMANDS,
  tick: 1,
  values: { seat, command: command ?? 0, a, b, c: 0 },
});

const all = () => true;

describe("what is heard", () => {
  it("stands for a while, one sign and one mark a seat", () => {
    const heard = new Heard();
    heard.take([said(1, EMOTE, 3), said(2, PING, -40, 90), { table: "kills", tick: 1, values: {} }], [], all, 1000);
    heard.take([said(1, EMOTE, 5)], [], all, 1500);
    expect(heard.emotes(1600)).toMatchObject([{ seat: 1, which: 5 }]);
    expect(heard.pings(1600)).toMatchObject([{ seat: 2, place: { x: -40, y: 90 } }]);
    expect(heard.emotes(1500 + EMOTE_MS)).toEqual([]);
    expect(heard.pings(1000 + PING_MS)).toEqual([]);
  });

  it("is no more than is wanted, and goes where it did not come to pass", () => {
    const heard = new Heard();
    const news = heard.take([said(1, EMOTE, 3), said(2, EMOTE, 4)], [], (seat) => seat === 2, 0);
    expect(news.emotes.map(({ seat }) => seat)).toEqual([2]);
    heard.take([], [said(2, EMOTE, 4)], all, 1);
    expect(heard.emotes(2)).toEqual([]);
    heard.take([said(1, PING, 1, 1), said(2, PING, 1, 1)], [], all, 3);
    heard.silence(1);
    expect(heard.pings(4).map(({ seat }) => seat)).toEqual([2]);
    heard.clear();
    expect(heard.pings(4)).toEqual([]);
  });
});

describe("a player who is muted", () => {
  const store = () => {
    let kept: string | undefined;
    const place = {
      get: () => kept,
      set: (text: string) => {
        kept = text;
      },
    };
    return () => new SettingsStore(place, undefined);
  };

  it("stays so on another visit, and can be heard again", () => {
    const open = store();
    toggleMuted(open(), "Ada");
    expect([isMuted(open(), "Ada"), isMuted(open(), "Bob")]).toEqual([true, false]);
    toggleMuted(open(), "Ada");
    expect(isMuted(open(), "Ada")).toBe(false);
  });

  it("is one of so many at most: the oldest are forgotten", () => {
    const settings = store()();
    for (let n = 0; n <= MOST_MUTED; n++) toggleMuted(settings, `player ${n}`);
    expect(settings.value.mutedNames).toHaveLength(MOST_MUTED);
    expect([isMuted(settings, "player 0"), isMuted(settings, "player 1")]).toEqual([false, true]);
  });
});

describe("a mark", () => {
  const screen = { width: 800, height: 400 };

  it("stands where its place is seen", () => {
    expect(atEdge({ x: 700, y: 50 }, screen)).toEqual({ x: 700, y: 50, turn: undefined });
  });

  it.each([
    ["right", { x: 2000, y: 200 }, { x: 800 - EDGE, y: 200 }, 0],
    ["left", { x: -900, y: 200 }, { x: EDGE, y: 200 }, Math.PI],
    ["below", { x: 400, y: 5000 }, { x: 400, y: 400 - EDGE }, Math.PI / 2],
  ])("stands at the edge where its place is out of sight: %s", (_, place, at, turn) => {
    const edge = atEdge(place, screen);
    expect([edge.x, edge.y]).toEqual([expect.closeTo(at.x), expect.closeTo(at.y)]);
    expect(edge.turn).toBeCloseTo(turn);
  });
});

describe("the wheel", () => {
  const wheel = () => {
    const says: number[] = [];
    const made = new Wheel({ emotes: USUAL_EMOTES, emote: (which) => says.push(which), ping: () => says.push(-1) });
    return { wheel: made, says };
  };

  it("opens and closes by a short press; and says what is pointed at as a held button is let go", () => {
    const { wheel: ring, says } = wheel();
    ring.press(0);
    ring.release(100);
    expect(ring.isOpen).toBe(true);
    ring.press(200);
    expect(ring.isOpen).toBe(false);
    ring.point(3);
    ring.press(1000);
    ring.release(1500);
    ring.press(2000);
    ring.point(6);
    ring.point(undefined);
    ring.release(2500);
    expect([ring.isOpen, says]).toEqual([false, [6]]);
  });

  it("is pointed at by a pad's cross and sticks: up is the first, then clockwise", () => {
    expect([sectorOf(0, -1), sectorOf(1, 0), sectorOf(0, 1), sectorOf(-1, -1), sectorOf(0.1, 0.1)]).toEqual([
      0,
      2,
      4,
      7,
      undefined,
    ]);
    const pad = (axes: readonly number[], ...down: number[]) =>
      ({ axes, buttons: Array.from({ length: 17 }, (_, n) => ({ pressed: down.includes(n) })) }) as unknown as Gamepad;
    expect(padSector([null, pad([0, 0, 0, 0], 13, 15)])).toBe(3);
    expect(padSector([pad([0, 0, -1, 0])])).toBe(6);
    expect(padSector([])).toBeUndefined();
  });
});

it("there are as many usual signs as a command can name, each with words", () => {
  expect(USUAL_EMOTES).toHaveLength(EMOTES);
  expect(new Set(USUAL_EMOTES.flatMap(({ sign, words }) => [sign, words])).size).toBe(2 * EMOTES);
  expect(emoteOf(USUAL_EMOTES, 8)).toBeUndefined();
});
