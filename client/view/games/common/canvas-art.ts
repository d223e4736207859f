/** What most games draw on a canvas: the floor, players as marked discs, and their names. All in pixels of the world. */
import type { Size } from "../../stage/frame.ts";
import { textScale } from "../../stage/frame.ts";
import { disc, fill, type Pen, polygon, stroke, write } from "../../stage/pen.ts";
import type { Mark, Point } from "../game-view.ts";
import { fitName } from "./fit-name.ts";

const DARK = "#0b1220";
const FLOOR = "#1d2f4d";
const WALL = "#45608f";
/** From one line of the floor to the next, and how thick walls are. */
const CELL = 80;
const THICK = 10;
/** The room of a name, at its usual size, and how far over a body it stands. */
const NAME = 128;
const OVER = 16;

/** A floor with lines, a wall around it, and blocks on it. @param unit units of the blocks' sides in a pixel */
export function floor(pen: Pen, { width, height }: Size, blocks: readonly (Point & Size)[] = [], unit = 1): void {
  pen.fillStyle = FLOOR;
  pen.fillRect(0, 0, width, height);
  pen.beginPath();
  for (let x = CELL; x < width; x += CELL) pen.rect(x, 0, 0, height);
  for (let y = CELL; y < height; y += CELL) pen.rect(0, y, width, 0);
  stroke(pen, "#ffffff10", 1);
  pen.beginPath();
  pen.rect(-THICK / 2, -THICK / 2, width + THICK, height + THICK);
  stroke(pen, WALL, THICK);
  pen.fillStyle = WALL;
  for (const block of blocks) pen.fillRect(block.x / unit, block.y / unit, block.width / unit, block.height / unit);
}

/** A ring of dashes around a body: it is told apart without its colour too. */
export function ring(pen: Pen, { x, y }: Point, radius: number, colour: string): void {
  pen.setLineDash([14, 8]);
  disc(pen, x, y, radius);
  stroke(pen, colour, 5);
  pen.setLineDash([]);
}

/** A player: the mark's shape, colour and sign. @param own it has a white rim */
export function runner(pen: Pen, { colour, sign, shape }: Mark, { x, y }: Point, radius: number, own = false): void {
  pen.save();
  pen.translate(x, y);
  const outline = (size: number) => {
    if (shape === "hexagon") polygon(pen, 6, size * 1.08, Math.PI / 6);
    else if (shape === "square") polygon(pen, 4, size * 1.2, Math.PI / 4);
    else disc(pen, 0, 0, size);
  };
  outline(radius);
  fill(pen, colour);
  stroke(pen, own ? "#ffffff" : DARK, own ? 3.5 : 2.5);
  outline(radius * 0.62);
  fill(pen, DARK);
  write(pen, sign, radius * 0.85, "#ffffff");
  pen.restore();
}

/** A name over a body, in letters that can be read at any zoom. @param zoom CSS pixels for a pixel of the world */
export function plate(pen: Pen, name: string, { x, y }: Point, radius: number, zoom: number): void {
  const scale = textScale(zoom);
  pen.save();
  pen.translate(x, y - radius - OVER);
  pen.scale(scale, scale);
  pen.font = "600 13px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  pen.strokeStyle = "rgb(5 8 14 / 0.85)";
  const text = fitName(name, NAME, (some) => pen.measureText(some).width);
  pen.strokeText(text, 0, 0);
  pen.fillStyle = "#eef3fb";
  pen.fillText(text, 0, 0);
  pen.restore();
}
