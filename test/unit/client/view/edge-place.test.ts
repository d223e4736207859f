import { expect, it } from "vitest";
import { Camera } from "#client/view/stage/camera.ts";
import { edgePlace } from "#client/view/stage/edge-place.ts";

const free = { x: 500, y: 300, width: 400, height: 200 };
const frame = { seen: free, free };

it("marks nothing that is in the picture", () => {
  for (const at of [
    { x: 500, y: 300 },
    { x: 700, y: 400 },
    { x: 300, y: 200 },
  ])
    expect(edgePlace(at, frame, 20)).toBeUndefined();
});

it("stands at the edge of the picture, on the way to what is beyond", () => {
  expect(edgePlace({ x: 1500, y: 300 }, frame, 20)).toMatchObject({ x: 680, y: 300, turn: 0, far: 1000 });
  expect(edgePlace({ x: 500, y: -700 }, frame, 20)).toMatchObject({ x: 500, y: 220, turn: -Math.PI / 2 });
  const corner = edgePlace({ x: 1500, y: 1300 }, frame, 20);
  expect(corner).toMatchObject({ x: 580, y: 380 });
  expect(corner?.turn).toBeCloseTo(Math.PI / 4);
});

it("marks nothing that is on the screen, though something lies beside it", () => {
  const screen = { seen: { x: 450, y: 300, width: 600, height: 300 }, free };
  expect(edgePlace({ x: 200, y: 300 }, screen, 20)).toBeUndefined();
  expect(edgePlace({ x: 100, y: 300 }, screen, 20)).toMatchObject({ x: 320, y: 300 });
});

it("keeps to what nothing lies over: the camera tells the part of the world that is free", () => {
  const camera = new Camera({ setZoom() {}, centerOn() {} }, "follow");
  camera.within({ width: 5000, height: 5000 });
  camera.fit({ width: 1000, height: 600 }, 1);
  camera.cover([{ left: 0, top: 550, right: 1000, bottom: 600 }], 16);
  camera.follow({ x: 2500, y: 2500 }, 0, 16);
  const { free: room, seen, zoom } = camera;
  expect(seen.width * zoom).toBeCloseTo(1000);
  expect(seen.height * zoom).toBeCloseTo(600);
  expect(room.width * zoom).toBeCloseTo(1000);
  expect(room.height * zoom).toBeCloseTo(550);
  const corner = camera.toScreen({ x: room.x - room.width / 2, y: room.y + room.height / 2 });
  expect(corner.x).toBeCloseTo(0);
  expect(corner.y).toBeCloseTo(550);
});
