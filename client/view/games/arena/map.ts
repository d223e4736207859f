/** The floor and the walls: painted once, into one picture, of which pieces are shown. */
import type { GameObjects, Scene } from "phaser";
import type { ArenaMap as Ground } from "#shared/games/arena/map/level.ts";
import type { Rect } from "#shared/games/arena/map/shapes.ts";
import { paintGround } from "../common/ground.ts";
import { box, fill, type Pen, stroke } from "../common/pen.ts";
import { FLOOR } from "./palette.ts";

/** World pixels around the map: the edge of it. */
const EDGE = 26;
/** World pixels that a wall is high, as seen from a little to the south. */
const HEIGHT = 10;
/** World pixels between two lines of the floor's grid. */
const GRID = 50;
/** All corners of walls lie on multiples of it. */
const GRAIN = 20;

/** @returns the pieces that are shown */
export function paintMap(scene: Scene, map: Ground, sharpness: number): GameObjects.Image[] {
  const width = map.width + 2 * EDGE;
  const height = map.height + 2 * EDGE;
  const { texture, scale } = paintGround(scene, "arena-map", { width, height, sharpness }, (pen) => {
    pen.translate(EDGE, EDGE);
    edge(pen, map);
    floor(pen, map);
    for (const wall of map.walls) shadow(pen, wall);
    for (const wall of map.walls) side(pen, wall);
    for (const { x, y, w, h } of map.walls) {
      pen.fillStyle = "#34496f";
      pen.fillRect(x, y, w, h);
    }
    outline(pen, map);
  });
  return pieces(map).map(({ x, y, w, h }, i) => {
    // Whole pixels of the picture, or a piece would not lie exactly over its neighbour.
    const [left, top] = [Math.floor((x + EDGE) * scale), Math.floor((y + EDGE) * scale)];
    const [right, bottom] = [Math.ceil((x + w + EDGE) * scale), Math.ceil((y + h + EDGE) * scale)];
    texture.add(`${i}`, 0, left, top, right - left, bottom - top);
    return scene.add
      .image(left / scale - EDGE, top / scale - EDGE, "arena-map", `${i}`)
      .setOrigin(0)
      .setScale(1 / scale)
      .setDepth(0);
  });
}

/**
 * Where the picture is more than plain floor. Only these are drawn, over a background in the floor's colour:
 * where there is no graphics card, a picture as large as the screen costs half of a frame's time.
 * They may overlap, as they are pieces of one picture.
 */
function pieces({ width, height, walls, spawns }: Ground): Rect[] {
  const edges = [
    { x: -EDGE, y: -EDGE, w: width + 2 * EDGE, h: EDGE + 3 },
    { x: -EDGE, y: height - 3, w: width + 2 * EDGE, h: EDGE + 3 },
    { x: -EDGE, y: 0, w: EDGE + 3, h: height },
    { x: width - 3, y: 0, w: EDGE + 3, h: height },
  ];
  const lines = [
    ...steps(width).map((x) => ({ x: x - 1, y: 0, w: 2, h: height })),
    ...steps(height).map((y) => ({ x: 0, y: y - 1, w: width, h: 2 })),
  ];
  const rings = spawns.map(({ x, y }) => ({ x: x - 27, y: y - 27, w: 54, h: 54 }));
  const blocks = walls.map(({ x, y, w, h }) => ({ x, y, w: w + 11, h: h + HEIGHT + 10 }));
  return [...lines, ...rings, ...blocks, ...edges];
}

/** Where the lines of the grid are. */
const steps = (length: number): number[] =>
  Array.from({ length: Math.ceil(length / GRID) - 1 }, (_, i) => (i + 1) * GRID);

function edge(pen: Pen, { width, height }: Ground): void {
  box(pen, -EDGE, -EDGE, width + 2 * EDGE, height + 2 * EDGE, 16);
  fill(pen, "#1b2740");
  pen.save();
  pen.clip();
  pen.lineWidth = 9;
  pen.strokeStyle = "#22314f";
  for (let x = -height; x < width + height; x += 30) {
    pen.beginPath();
    pen.moveTo(x, -EDGE);
    pen.lineTo(x + height + 2 * EDGE, height + EDGE);
    pen.stroke();
  }
  pen.restore();
  box(pen, -2, -2, width + 4, height + 4, 3);
  stroke(pen, "#47628f", 4);
}

function floor(pen: Pen, { width, height, spawns }: Ground): void {
  pen.fillStyle = FLOOR;
  pen.fillRect(0, 0, width, height);
  for (const x of steps(width)) line(pen, x, 0, x, height, x % 200 === 0);
  for (const y of steps(height)) line(pen, 0, y, width, y, y % 200 === 0);
  for (const { x, y } of spawns) {
    pen.beginPath();
    pen.arc(x, y, 24, 0, 2 * Math.PI);
    stroke(pen, "rgb(120 150 200 / 0.14)", 3);
  }
}

function line(pen: Pen, x: number, y: number, toX: number, toY: number, strong: boolean): void {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(toX, toY);
  stroke(pen, strong ? "#1c2942" : "#141e31", strong ? 1.6 : 1);
}

function shadow(pen: Pen, { x, y, w, h }: Rect): void {
  box(pen, x + 7, y + 9, w + 3, h + HEIGHT, 4);
  fill(pen, "rgb(0 0 0 / 0.38)");
}

function side(pen: Pen, { x, y, w, h }: Rect): void {
  pen.fillStyle = "#1d2a45";
  pen.fillRect(x, y + h - 4, w, HEIGHT + 4);
  pen.fillStyle = "#131d31";
  pen.fillRect(x, y + h + HEIGHT - 2, w, 2);
}

/** Draws the edge of all walls together, so that those which touch are one. */
function outline(pen: Pen, { walls, width }: Ground): void {
  const columns = width / GRAIN;
  const cells = new Set<number>();
  for (const { x, y, w, h } of walls) {
    for (let row = y / GRAIN; row < (y + h) / GRAIN; row++) {
      for (let column = x / GRAIN; column < (x + w) / GRAIN; column++) cells.add(row * columns + column);
    }
  }
  for (const cell of cells) {
    const [x, y] = [(cell % columns) * GRAIN, Math.floor(cell / columns) * GRAIN];
    const open = (by: number) => !cells.has(cell + by);
    // The north catches the light.
    strip(pen, open(-columns), "#7390c2", x, y, GRAIN, 2.5);
    strip(pen, open(-1), "#5b78aa", x, y, 2, GRAIN);
    strip(pen, open(1), "#4a648f", x + GRAIN - 2, y, 2, GRAIN);
    strip(pen, open(columns), "#526c9b", x, y + GRAIN - 2, GRAIN, 2);
  }
}

function strip(pen: Pen, drawn: boolean, colour: string, x: number, y: number, width: number, height: number): void {
  if (!drawn) return;
  pen.fillStyle = colour;
  pen.fillRect(x, y, width, height);
}
