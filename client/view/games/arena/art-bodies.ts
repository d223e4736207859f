/** Pictures of players and what is about them. White parts are tinted with the player's colour. */
import type { Art } from "../../stage/atlas.ts";
import { box, disc, fill, glow, type Pen, path, polygon, stroke, write } from "../common/pen.ts";

const DARK = "#0a0e17";

/** A body of radius 20, lit from above left, with its shadow. */
function body(pen: Pen, outline: (radius: number) => void, stripes: boolean): void {
  pen.save();
  pen.translate(3, 5);
  outline(21);
  fill(pen, "rgb(0 0 0 / 0.45)");
  pen.restore();
  outline(20);
  fill(pen, DARK);
  outline(17.5);
  const light = pen.createLinearGradient(-12, -16, 12, 18);
  light.addColorStop(0, "#ffffff");
  light.addColorStop(1, "#a9b0bd");
  fill(pen, light);
  if (stripes) {
    pen.save();
    outline(17.5);
    pen.clip();
    for (let x = -30; x < 30; x += 8) {
      path(pen, [x, 20], [x + 3, 20], [x + 23, -20], [x + 20, -20]);
      fill(pen, "rgb(10 14 23 / 0.32)");
    }
    pen.restore();
  }
  outline(10.5);
  fill(pen, DARK);
}

function gun(pen: Pen, length: number, width: number, muzzle: number): void {
  box(pen, 8, -width / 2 - 2, length - 6, width + 4, 3);
  fill(pen, DARK);
  box(pen, 8, -width / 2, length - 8, width, 2);
  fill(pen, "#c3cad6");
  box(pen, length - 4, -muzzle / 2, 5, muzzle, 1.5);
  fill(pen, "#eef2f8");
}

const numbers = (count: number): Art[] =>
  Array.from({ length: count }, (_, k) => ({
    name: `number${k + 1}`,
    width: 26,
    height: 18,
    draw(pen: Pen) {
      write(pen, String(k + 1), k < 9 ? 15 : 13, "#ffffff");
    },
  }));

/** @param seats numbers are made for at most 99 of them */
export const bodyArt = (seats: number): Art[] => [
  { name: "round", width: 56, height: 60, draw: (pen) => body(pen, (r) => disc(pen, 0, 0, r), false) },
  {
    name: "hexagon",
    width: 58,
    height: 60,
    draw: (pen) => body(pen, (r) => polygon(pen, 6, r * 1.08, Math.PI / 6), true),
  },
  { name: "gun0", width: 72, height: 24, draw: (pen) => gun(pen, 31, 7, 8) },
  { name: "gun1", width: 72, height: 28, draw: (pen) => gun(pen, 28, 13, 18) },
  { name: "gun2", width: 76, height: 24, draw: (pen) => gun(pen, 34, 11, 15) },
  {
    name: "gun3",
    width: 84,
    height: 24,
    draw(pen) {
      for (const y of [-4.5, 4.5]) {
        box(pen, 8, y - 3, 31, 6, 2);
        fill(pen, DARK);
        box(pen, 8, y - 1.5, 30, 3, 1);
        fill(pen, "#eef2f8");
      }
    },
  },
  {
    name: "own",
    width: 84,
    height: 84,
    draw(pen) {
      pen.setLineDash([9, 6]);
      disc(pen, 0, 0, 27);
      stroke(pen, "rgb(255 255 255 / 0.95)", 2.4);
      pen.setLineDash([]);
      path(pen, [40, 0], [32, -6], [34, 0], [32, 6]);
      fill(pen, "#ffffff");
    },
  },
  {
    name: "shield",
    width: 76,
    height: 76,
    draw(pen) {
      disc(pen, 0, 0, 33);
      fill(
        pen,
        glow(pen, 33, [
          [0.55, "rgb(255 255 255 / 0)"],
          [0.95, "rgb(255 255 255 / 0.4)"],
          [1, "rgb(255 255 255 / 0.15)"],
        ]),
      );
      polygon(pen, 8, 34, Math.PI / 8);
      stroke(pen, "rgb(255 255 255 / 0.9)", 2);
    },
  },
  {
    name: "friend",
    width: 18,
    height: 14,
    draw(pen) {
      path(pen, [0, 5], [-7, -4], [0, -1], [7, -4]);
      fill(pen, "#ffffff");
      stroke(pen, DARK, 1.2);
    },
  },
  {
    name: "bar",
    width: 50,
    height: 10,
    draw(pen) {
      box(pen, -24, -4, 48, 8, 3);
      fill(pen, "rgb(5 8 14 / 0.85)");
    },
  },
  {
    name: "dot",
    width: 4,
    height: 4,
    draw(pen) {
      pen.fillStyle = "#ffffff";
      pen.fillRect(-4, -4, 8, 8);
    },
  },
  ...numbers(Math.min(99, seats)),
];
