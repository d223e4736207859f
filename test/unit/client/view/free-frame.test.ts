import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freeFrame, middleOf, type Rect, roomAround, sizeOf, touch } from "#client/view/stage/free-frame.ts";

const SCREEN = { width: 1280, height: 720 };
const ALL: Rect = { left: 0, top: 0, right: 1280, bottom: 720 };
const free = (...over: Rect[]) => freeFrame(SCREEN, over, roomAround(SCREEN));

describe("what is left free of a screen", () => {
  it("is all of it, where nothing lies over it, or where everything does", () => {
    expect(free()).toEqual(ALL);
    expect(free(ALL)).toEqual(ALL);
    expect(free({ left: 1300, top: 0, right: 1400, bottom: 100 })).toEqual(ALL);
  });

  it("ends at what lies at its edges", () => {
    const bar: Rect = { left: 500, top: 8, right: 780, bottom: 80 };
    const gauges: Rect = { left: 400, top: 660, right: 880, bottom: 710 };
    const lobby: Rect = { left: 890, top: 90, right: 1270, bottom: 640 };
    expect(free(bar, gauges)).toEqual({ ...ALL, top: 80, bottom: 660 });
    expect(free(bar, gauges, lobby)).toEqual({ ...ALL, top: 80, bottom: 660, right: 890 });
  });

  it("touches nothing, and can be made no larger to any side", () => {
    const side = (most: number) => fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 1, max: 400 }));
    const rect = fc
      .tuple(side(1280), side(720))
      .map(([[left, width], [top, height]]): Rect => ({ left, top, right: left + width, bottom: top + height }));
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 8 }), (over) => {
        const found = free(...over);
        const hits = over.filter((one) => touch(one, found));
        if (hits.length > 0) return expect(found).toEqual(ALL);
        const { left, top, right, bottom } = found;
        const wider = [
          { ...found, left: left - 1 },
          { ...found, top: top - 1 },
          { ...found, right: right + 1 },
          { ...found, bottom: bottom + 1 },
        ];
        for (const one of wider) {
          const outside = one.left < 0 || one.top < 0 || one.right > 1280 || one.bottom > 720;
          expect(outside || over.some((other) => touch(other, one))).toBe(true);
        }
      }),
    );
  });

  it("is shown about the middle of the screen, or as near to it as there is room", () => {
    expect(middleOf(SCREEN, { ...ALL, top: 80, bottom: 660 })).toEqual({ x: 640, y: 360 });
    expect(middleOf(SCREEN, { ...ALL, right: 880 })).toEqual({ x: 496, y: 360 });
    expect(middleOf(SCREEN, { ...ALL, right: 200 })).toEqual({ x: 100, y: 360 });
    expect(sizeOf(ALL)).toEqual(SCREEN);
  });
});
