/** The floor and the walls: painted once, into one picture. */
import type { Scene } from "phaser";
import type { Scene as Ground, Rect } from "#shared/games/arena/map/scene.ts";
import { canvasTexture } from "../../stage/atlas.ts";
import { box, fill, type Pen, stroke } from "./pen.ts";

/** No graphics card takes less in one texture. */
const LARGEST = 4096;
/** World pixels around the map: the edge of it. */
const EDGE = 26;
/** World pixels that a wall is high, as seen from a little to the south. */
const HEIGHT = 10;
const GRID = 40;
/** All corners of walls lie on multiples of it. */
const GRAIN = 20;

export function paintMap(scene: Scene, map: Ground, sharpness: number): void {
  const width = map.width + 2 * EDGE;
  const height = map.height + 2 * EDGE;
  const scale = Math.min(sharpness, LARGEST / width, LARGEST / height);
  const texture = canvasTexture(scene, "arena-map", width * scale, height * scale);
  const pen = texture.getContext();
  pen.scale(scale, scale);
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
  texture.refresh();
  scene.add
    .image(-EDGE, -EDGE, "arena-map")
    .setOrigin(0)
    .setScale(1 / scale)
    .setDepth(0);
}

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
  pen.fillStyle = "#0e1523";
  pen.fillRect(0, 0, width, height);
  // A chequer so faint that it is only felt when one moves.
  pen.fillStyle = "#101929";
  for (let y = 0; y < height; y += 200) {
    for (let x = (y / 200) % 2 === 0 ? 0 : 200; x < width; x += 400) pen.fillRect(x, y, 200, 200);
  }
  for (let x = GRID; x < width; x += GRID) line(pen, x, 0, x, height, x % 200 === 0);
  for (let y = GRID; y < height; y += GRID) line(pen, 0, y, width, y, y % 200 === 0);
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
