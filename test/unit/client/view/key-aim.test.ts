import { describe, expect, it } from "vitest";
import { between, KeyAim, speedOf } from "#client/view/input/key-aim.ts";
import { answer } from "#client/view/input/pad.ts";
import { Toggle } from "#client/view/input/toggle.ts";
import { nearestRival } from "#client/view/stage/nearest.ts";

const UP = { x: 0, y: -1, face: false };
const NONE = { x: 0, y: 0, face: false };
const FACE = { x: 0, y: 0, face: true };
const SETTINGS = { turning: 0.5, aimFollows: false };
const BODY = { x: 500, y: 300 };
const FRAME = 16;

/** Keys that are held for so many milliseconds, from an aim to the right. */
function bench(settings = SETTINGS) {
  const aim = new KeyAim();
  let [now, last] = [1000, 0];
  aim.read(now, NONE, settings, last, BODY, () => undefined);
  return {
    aim,
    hold(keys: typeof UP, ms: number, rival?: { x: number; y: number }) {
      let read: number | undefined;
      for (const end = now + ms; now < end; ) {
        now += FRAME;
        read = aim.read(now, keys, settings, last, BODY, () => rival);
        if (read !== undefined) last = read;
      }
      return read;
    },
    /** Another device aims there. */
    elsewhere: (angle: number) => {
      last = angle;
    },
  };
}

describe("aiming with keys", () => {
  it("says nothing before a key aims", () => {
    expect(bench().hold(NONE, 100)).toBeUndefined();
  });

  it("turns the short way to where the key points, and stays there when it is let go", () => {
    const { hold } = bench();
    expect(hold(UP, 1000)).toBeCloseTo(-Math.PI / 2);
    expect(hold(NONE, 1000)).toBeCloseTo(-Math.PI / 2);
    expect(hold({ x: -1, y: 0, face: false }, 1000)).toBeCloseTo(-Math.PI);
    expect(Math.abs(between(hold({ x: 0, y: 1, face: false }, 1000) ?? 0, Math.PI / 2))).toBeLessThan(1e-9);
  });

  it("turns smoothly: never faster than the setting says, and gently at first", () => {
    const { hold } = bench();
    const most = (speedOf(SETTINGS.turning) * FRAME) / 1000;
    let before = 0;
    const turns: number[] = [];
    for (let frame = 0; frame < 12; frame++) {
      const now = hold(UP, FRAME) ?? 0;
      turns.push(before - now);
      before = now;
    }
    expect(Math.max(...turns)).toBeLessThanOrEqual(most + 1e-9);
    expect(turns[0]).toBeGreaterThan(0);
    expect(turns[0]).toBeLessThan(most / 3);
    expect(turns.at(-1)).toBeCloseTo(most);
  });

  it("is faster the higher it is set", () => {
    const turned = (turning: number) => Math.abs(bench({ ...SETTINGS, turning }).hold(UP, 96) ?? 0);
    expect(turned(0)).toBeLessThan(turned(0.5));
    expect(turned(0.5)).toBeLessThan(turned(1));
  });

  it("does not leap after a stall", () => {
    const aim = new KeyAim();
    aim.read(0, UP, SETTINGS, 0, BODY, () => undefined);
    const after = aim.read(60_000, UP, SETTINGS, 0, BODY, () => undefined) ?? 0;
    expect(Math.abs(after)).toBeLessThanOrEqual(speedOf(0.5) * 0.1 + 1e-9);
  });

  it("goes on from where another device has aimed", () => {
    const { hold, elsewhere } = bench();
    hold(UP, 1000);
    hold(NONE, FRAME);
    elsewhere(Math.PI / 2);
    expect(hold({ x: 1, y: 0, face: false }, FRAME)).toBeGreaterThan(Math.PI / 4);
  });

  it("turns to the nearest rival no faster, and not at all where there is none", () => {
    const { hold } = bench();
    const [most, rival] = [(speedOf(0.5) * FRAME) / 1000, { x: 500, y: 200 }];
    expect(Math.abs(hold(FACE, FRAME, rival) ?? 0)).toBeLessThanOrEqual(most);
    expect(hold(FACE, 1000, rival)).toBeCloseTo(-Math.PI / 2);
    expect(hold(FACE, 1000)).toBeCloseTo(-Math.PI / 2);
  });

  it("leaves the aim to where one moves, where the player wants that, as soon as the key is up", () => {
    const { hold } = bench({ ...SETTINGS, aimFollows: true });
    expect(hold(UP, 1000)).toBeCloseTo(-Math.PI / 2);
    expect(hold(NONE, FRAME)).toBeUndefined();
  });
});

describe("the nearest rival", () => {
  const nearest = (...rivals: { x: number; y: number }[]) =>
    nearestRival(rivals, { x: 0, y: 0 }, ({ x, y }) => ({ x: x + 100, y: y + 100 }), { width: 200, height: 200 });

  it("is the nearest of those that are on the screen", () => {
    expect(nearest({ x: 60, y: 0 }, { x: 0, y: 30 })).toEqual({ x: 100, y: 130 });
    expect(nearest({ x: 0, y: -101 }, { x: -99, y: 99 })).toEqual({ x: 1, y: 199 });
    expect(nearest({ x: 0, y: 101 })).toBeUndefined();
    expect(nearest()).toBeUndefined();
  });
});

describe("a button that need not be held", () => {
  it("holds with one press, and lets go with the next", () => {
    const toggle = new Toggle();
    expect([true, true, false, false, true, false].map((down) => toggle.read(down))).toEqual([
      ...[true, true, true, true],
      ...[false, false],
    ]);
  });

  it("lets go at once when all is let go, and a button that is still down does not hold again", () => {
    const toggle = new Toggle();
    toggle.read(true);
    toggle.drop();
    expect([true, false, true].map((down) => toggle.read(down))).toEqual([false, false, true]);
  });
});

describe("a stick's answer", () => {
  const usual = { padDead: 0.2, padFull: 0.9, padCurve: 0 };

  it("is nothing in its inner dead zone, all in its outer one, and in a line between", () => {
    expect([0, 0.2, 0.55, 0.9, 1].map((length) => answer(length, usual))).toEqual([0, 0, expect.closeTo(0.5), 1, 1]);
  });

  it("begins gently with a curve, and ends the same", () => {
    const curved = { ...usual, padCurve: 1 };
    expect(answer(0.55, curved)).toBeCloseTo(0.25);
    expect(answer(0.9, curved)).toBe(1);
    expect(answer(0.55, { ...usual, padCurve: 0.5 })).toBeCloseTo(0.375);
  });
});
