import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Rumble } from "#client/view/input/rumble.ts";
import { placeOf, roleAt } from "#client/view/input/touch.ts";

const PHONE = { width: 844, height: 390, rem: 16 };
const UPRIGHT = { width: 390, height: 844, rem: 16 };
const USUAL = { leftHanded: false, stickSize: 1, buttonSize: 1 };
const [MOVE, AIM] = [0, 1] as const;

describe("hands on glass", () => {
  it("move on the left and aim on the right, and the other way round for a left-handed player", () => {
    expect(roleAt(100, PHONE, USUAL)).toBe(MOVE);
    expect(roleAt(700, PHONE, USUAL)).toBe(AIM);
    expect(roleAt(100, PHONE, { leftHanded: true })).toBe(AIM);
    expect(roleAt(700, PHONE, { leftHanded: true })).toBe(MOVE);
  });

  it.each([PHONE, UPRIGHT])(
    "find sticks with places of their own on their half of %o, apart, at every size",
    (surface) => {
      for (const leftHanded of [false, true]) {
        for (const stickSize of [0.6, 1, 1.6]) {
          for (const buttonSize of [0.7, 1.6]) {
            const hands = { leftHanded, stickSize, buttonSize };
            const rim = 56 * stickSize;
            const [move, aim] = ([MOVE, AIM] as const).map((role) => placeOf(role, surface, hands));
            expect(roleAt(move.x, surface, hands)).toBe(MOVE);
            expect(roleAt(aim.x, surface, hands)).toBe(AIM);
            for (const { x, y } of [move, aim]) {
              expect(x - rim).toBeGreaterThanOrEqual(0);
              expect(x + rim).toBeLessThanOrEqual(surface.width);
              expect(y + rim).toBeLessThanOrEqual(surface.height);
            }
            expect(Math.abs(move.x - aim.x)).toBeGreaterThanOrEqual(2 * rim);
          }
        }
      }
    },
  );
});

describe("what trembles", () => {
  let now = 1000;
  beforeEach(() => {
    vi.spyOn(performance, "now").mockImplementation(() => now);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  /** A browser's pad that says how strongly it was asked to tremble, and fails at it. */
  const padOf = (asked: number[]) =>
    ({
      vibrationActuator: {
        playEffect: (_: string, { strongMagnitude }: { strongMagnitude: number }) => {
          asked.push(strongMagnitude);
          return Promise.reject(new Error("gone"));
        },
      },
    }) as unknown as Gamepad;

  it("is a pad that can: as strongly as what is felt, and not for every trifle at once", () => {
    const asked: number[] = [];
    const rumble = new Rumble();
    const pad = padOf(asked);
    rumble.pad(pad, 0.01);
    rumble.pad(pad, 0.5);
    rumble.pad(pad, 0.9);
    now += 100;
    rumble.pad(pad, 3);
    expect(asked).toEqual([0.5, 1]);
  });

  it("is no pad that cannot, and none that there is not", () => {
    const rumble = new Rumble();
    expect(() => rumble.pad(undefined, 1)).not.toThrow();
    expect(() => rumble.pad({ vibrationActuator: null } as unknown as Gamepad, 1)).not.toThrow();
  });
});
