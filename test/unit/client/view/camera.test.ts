import { describe, expect, it } from "vitest";
import { Camera } from "#client/view/stage/camera.ts";
import { NOTHING_COVERED, zoomFor } from "#client/view/stage/frame.ts";

const SCREENS = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
];
const WORLD = { width: 1200, height: 700 };
const COVERED = { left: 0, right: 0, top: 80, bottom: 60 };

/** A camera on this screen, over this world, and the lens that it has set. */
function cameraOf(sight: "follow" | "whole", screen: { width: number; height: number }, covered = NOTHING_COVERED) {
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
  camera.cover(covered, 16);
  return { camera, lens };
}

describe("a camera that sees the whole", () => {
  it.each(SCREENS)("has all of the world on a screen of $width by $height, centred in what is left", (screen) => {
    const { camera } = cameraOf("whole", screen, COVERED);
    const first = camera.toScreen({ x: 0, y: 0 });
    const last = camera.toScreen({ x: WORLD.width, y: WORLD.height });
    expect(first.x).toBeGreaterThanOrEqual(0);
    expect(first.y).toBeGreaterThanOrEqual(COVERED.top);
    expect(last.x).toBeLessThanOrEqual(screen.width);
    expect(last.y).toBeLessThanOrEqual(screen.height - COVERED.bottom);
    expect(first.x + last.x).toBeCloseTo(screen.width);
    expect(first.y + last.y).toBeCloseTo(screen.height + COVERED.top - COVERED.bottom);
    // As large as it fits: one of its sides is at the rim.
    expect(Math.min(first.x, first.y - COVERED.top)).toBeCloseTo(8);
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
    const covered = { left: 300, right: 40, top: 30, bottom: 10 };
    const { camera, lens } = cameraOf(sight, SCREENS[0], covered);
    camera.follow({ x: 500, y: 300 }, 0, 1000);
    camera.apply(0, 16);
    expect(lens.zoom).toBeCloseTo(camera.zoom * 2);
    // What the lens is centred on is in the middle of the canvas.
    expect(camera.toScreen(lens).x).toBeCloseTo(640);
    expect(camera.toScreen(lens).y).toBeCloseTo(360);
  });

  it("follows a body in the middle of what is not covered, and stops short of the map's end", () => {
    const { camera } = cameraOf("follow", SCREENS[0], { ...NOTHING_COVERED, left: 300 });
    expect(camera.zoom).toBe(zoomFor(SCREENS[0]));
    for (let n = 0; n < 100; n++) camera.follow({ x: 20, y: 20 }, Math.PI, 50);
    const { x, y } = camera.toScreen({ x: 20, y: 20 });
    expect(x).toBeGreaterThan(300);
    expect(y).toBeGreaterThan(100);
  });
});
