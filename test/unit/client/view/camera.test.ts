import { describe, expect, it } from "vitest";
import { bodyRoom, Camera } from "#client/view/stage/camera.ts";
import { zoomFor } from "#client/view/stage/frame.ts";
import { freeFrame, type Rect, roomAround } from "#client/view/stage/free-frame.ts";

const SCREENS = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
];
const WORLD = { width: 1200, height: 700 };
/** CSS pixels that bars at the top and at the bottom take. */
const BARS = { top: 80, bottom: 60 };

const barsOf = ({ width, height }: { width: number; height: number }): Rect[] => [
  { left: 0, top: 0, right: width, bottom: BARS.top },
  { left: width / 4, top: height - BARS.bottom, right: width, bottom: height },
];

/** A camera on this screen, over this world, and the lens that it has set. */
function cameraOf(sight: "follow" | "whole", screen: { width: number; height: number }, over: readonly Rect[] = []) {
  const lens = { zoom: 0, x: 0, y: 0 };
  const camera = new Camera(
    {
      setZoom: (zoom) => {
        lens.zoom = zoom;
      },
      centerOn: (x, y) => Object.assign(lens, { x, y }),
    },
    sight,
  );
  camera.fit(screen, 2);
  camera.within(WORLD);
  camera.cover(over, 16);
  return { camera, lens };
}

describe("a camera that sees the whole", () => {
  it.each(SCREENS)("has all of the world on a screen of $width by $height, in what is left", (screen) => {
    const { camera } = cameraOf("whole", screen, barsOf(screen));
    const first = camera.toScreen({ x: 0, y: 0 });
    const last = camera.toScreen({ x: WORLD.width, y: WORLD.height });
    expect(first.x).toBeGreaterThanOrEqual(0);
    expect(first.y).toBeGreaterThanOrEqual(BARS.top);
    expect(last.x).toBeLessThanOrEqual(screen.width);
    expect(last.y).toBeLessThanOrEqual(screen.height - BARS.bottom);
    // As large as it fits: one of its sides is at the rim.
    expect(Math.min(first.x, first.y - BARS.top, screen.height - BARS.bottom - last.y)).toBeCloseTo(8);
  });

  it("follows no body", () => {
    const { camera } = cameraOf("whole", SCREENS[0]);
    const before = camera.toScreen({ x: 10, y: 10 });
    camera.follow({ x: 10, y: 10 }, 1, 1000);
    camera.pan(1, 1, 1000);
    camera.drag(100, 100);
    expect(camera.toScreen({ x: 10, y: 10 })).toEqual(before);
  });
});

describe("any camera", () => {
  it.each(["follow", "whole"] as const)("sets its lens as it says where things are: %s", (sight) => {
    const over = [{ left: 0, top: 0, right: 300, bottom: 720 }];
    const { camera, lens } = cameraOf(sight, SCREENS[0], over);
    camera.follow({ x: 500, y: 300 }, 0, 1000);
    camera.apply(0, 16);
    expect(lens.zoom).toBeCloseTo(camera.zoom * 2);
    // What the lens is centred on is in the middle of the canvas.
    expect(camera.toScreen(lens).x).toBeCloseTo(640);
    expect(camera.toScreen(lens).y).toBeCloseTo(360);
  });

  it("follows a body in the middle of what is not covered, and stops short of the map's end", () => {
    const { camera } = cameraOf("follow", SCREENS[0], [{ left: 0, top: 0, right: 300, bottom: 720 }]);
    expect(camera.zoom).toBe(zoomFor(SCREENS[0]));
    for (let n = 0; n < 100; n++) camera.follow({ x: 20, y: 20 }, Math.PI, 50);
    const { x, y } = camera.toScreen({ x: 20, y: 20 });
    expect(x).toBeGreaterThan(300);
    expect(y).toBeGreaterThan(100);
  });

  it.each(SCREENS)(
    "keeps a body clear of what lies over the picture, wherever it stands: $width by $height",
    (screen) => {
      const { camera } = cameraOf("follow", screen, barsOf(screen));
      const free = freeFrame(screen, barsOf(screen), roomAround(screen));
      const room = bodyRoom(camera.zoom);
      for (let x = 20; x < WORLD.width; x += 58)
        for (let y = 20; y < WORLD.height; y += 33)
          for (const gaze of [0, 1.5, 3, 4.5]) {
            camera.follow({ x, y }, gaze, 16);
            const from = camera.toScreen({ x: x - room.left, y: y - room.top });
            const to = camera.toScreen({ x: x + room.right, y: y + room.bottom });
            expect(Math.min(from.x - free.left, from.y - free.top)).toBeGreaterThan(-1e-6);
            expect(Math.min(free.right - to.x, free.bottom - to.y)).toBeGreaterThan(-1e-6);
          }
    },
  );

  it("goes smoothly to what is left free when something comes to lie over the picture", () => {
    const { camera } = cameraOf("follow", SCREENS[0]);
    camera.follow({ x: 600, y: 350 }, 0, 1000);
    const x = () => camera.toScreen({ x: 600, y: 350 }).x;
    // The page has been measured meanwhile.
    for (let n = 0; n < 30; n++) camera.cover([], 16);
    const over = [{ left: 800, top: 0, right: 1280, bottom: 720 }];
    const before = x();
    let widest = 0;
    for (let n = 0; n < 200; n++) {
      const last = x();
      camera.cover(over, 16);
      widest = Math.max(widest, last - x());
    }
    expect(before - x()).toBeGreaterThan(200);
    expect(widest).toBeLessThan(60);
  });
});
