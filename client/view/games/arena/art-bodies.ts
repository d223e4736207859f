/** Pictures of players and what is about them. White parts are tinted with the player's colour. */
import type { Art } from "../../stage/atlas.ts";
import { box, disc, fill, glow, type Pen, path, polygon, stroke, write } from "../../stage/pen.ts";

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

/** A part of a gun: light, with a dark rim, and a coloured band where it has one. */
function barrel(pen: Pen, from: number, to: number, y: number, width: number, style = "#c3cad6"): void {
  box(pen, from - 2, y - width / 2 - 2, to - from + 4, width + 4, 3);
  fill(pen, DARK);
  box(pen, from, y - width / 2, to - from, width, 1.5);
  fill(pen, style);
}

const gun = (weapon: number, height: number, draw: (pen: Pen) => void): Art => ({
  name: `gun${weapon}`,
  width: 100,
  height,
  draw,
});

/** By `WEAPON`: a thin barrel; two short ones under a bell; a thick tube; two long bars with a light between them. */
const guns: readonly Art[] = [
  gun(0, 16, (pen) => {
    barrel(pen, 8, 33, 0, 6);
    barrel(pen, 30, 35, 0, 8, "#eef2f8");
  }),
  gun(1, 34, (pen) => {
    barrel(pen, 8, 26, -4, 6);
    barrel(pen, 8, 26, 4, 6);
    path(pen, [23, -8], [35, -14], [35, 14], [23, 8]);
    fill(pen, DARK);
    path(pen, [25, -6], [33, -10.5], [33, 10.5], [25, 6]);
    fill(pen, "#f2e64e");
  }),
  gun(2, 30, (pen) => {
    barrel(pen, 4, 40, 0, 16);
    barrel(pen, 22, 28, 0, 16, "#f4743b");
    barrel(pen, 37, 43, 0, 20, "#eef2f8");
    disc(pen, 41, 0, 4);
    fill(pen, DARK);
  }),
  gun(3, 26, (pen) => {
    barrel(pen, 10, 48, 0, 3, "#b58cff");
    for (const y of [-6.5, 6.5]) barrel(pen, 8, 47, y, 3.5, "#eef2f8");
    barrel(pen, 16, 20, 0, 14, "#b58cff");
  }),
];

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
  ...guns,
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
