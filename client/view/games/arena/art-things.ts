/** Pictures of shots, pickups, and what flies about when something happens. */
import type { Art } from "../../stage/atlas.ts";
import { pieces, ring } from "../common/art.ts";
import { box, disc, fill, glow, type Pen, path, polygon, stroke, write } from "../common/pen.ts";

const DARK = "#0a0e17";

const shots: Art[] = [
  {
    name: "shot0",
    width: 36,
    height: 16,
    draw(pen) {
      const tail = pen.createLinearGradient(-17, 0, 10, 0);
      tail.addColorStop(0, "rgb(255 255 255 / 0)");
      tail.addColorStop(1, "rgb(255 255 255 / 0.9)");
      box(pen, -17, -4, 28, 8, 4);
      fill(pen, tail);
      box(pen, -2, -5, 14, 10, 5);
      fill(pen, "#ffffff");
    },
  },
  {
    name: "shot1",
    width: 20,
    height: 14,
    draw(pen) {
      path(pen, [8, 0], [0, -5], [-9, 0], [0, 5]);
      fill(pen, "#ffffff");
    },
  },
  {
    name: "shot2",
    width: 40,
    height: 24,
    draw(pen) {
      path(pen, [-8, 0], [-15, -9], [-3, -5], [-3, 5], [-15, 9]);
      fill(pen, "#ffffff");
      box(pen, -11, -5.5, 20, 11, 3);
      fill(pen, DARK);
      box(pen, -10, -4, 18, 8, 2);
      fill(pen, "#d5dae3");
      path(pen, [8, -4.5], [17, 0], [8, 4.5]);
      fill(pen, "#ffffff");
    },
  },
];

function pickup(name: string, colour: string, draw: (pen: Pen) => void): Art {
  return {
    name,
    width: 60,
    height: 60,
    draw(pen) {
      disc(pen, 0, 0, 29);
      fill(
        pen,
        glow(pen, 29, [
          [0.4, `${colour}55`],
          [1, `${colour}00`],
        ]),
      );
      polygon(pen, 6, 19, 0);
      fill(pen, "#101828");
      stroke(pen, colour, 2.5);
      draw(pen);
    },
  };
}

/** A piece of a ray, that is drawn out to its length. World pixels. */
export const BEAM = { width: 16, height: 22 } as const;

const pickups: Art[] = [
  pickup("pickup0", "#22c393", (pen) => {
    box(pen, -3.5, -10, 7, 20, 1.5);
    fill(pen, "#e9fff8");
    box(pen, -10, -3.5, 20, 7, 1.5);
    fill(pen, "#e9fff8");
  }),
  pickup("pickup1", "#f2e64e", (pen) => {
    for (const angle of [-0.5, 0, 0.5]) {
      pen.save();
      pen.translate(-8, 0);
      pen.rotate(angle);
      path(pen, [19, 0], [12, -3], [4, 0], [12, 3]);
      fill(pen, "#fffde0");
      pen.restore();
    }
  }),
  pickup("pickup2", "#f4743b", (pen) => {
    pen.rotate(-Math.PI / 4);
    path(pen, [-6, 0], [-11, -7], [-3, -4], [-3, 4], [-11, 7]);
    fill(pen, "#f4743b");
    box(pen, -7, -3.5, 13, 7, 2);
    fill(pen, "#ffe9df");
    path(pen, [6, -3.5], [12, 0], [6, 3.5]);
    fill(pen, "#ffe9df");
  }),
  pickup("pickup3", "#b58cff", (pen) => {
    pen.rotate(-Math.PI / 4);
    for (const y of [-4, 4]) {
      box(pen, -11, y - 1.5, 22, 3, 1);
      fill(pen, "#efe6ff");
    }
    box(pen, -11, -0.75, 24, 1.5);
    fill(pen, "#b58cff");
  }),
  {
    name: "pad",
    width: 48,
    height: 48,
    draw(pen) {
      polygon(pen, 6, 19, 0);
      fill(pen, "rgb(120 140 180 / 0.08)");
      pen.setLineDash([5, 5]);
      stroke(pen, "rgb(160 180 215 / 0.4)", 1.5);
    },
  },
];

const effects: Art[] = [
  ...pieces,
  {
    name: "beam",
    ...BEAM,
    draw(pen) {
      const across = pen.createLinearGradient(0, -BEAM.height / 2, 0, BEAM.height / 2);
      across.addColorStop(0, "rgb(255 255 255 / 0)");
      across.addColorStop(0.36, "rgb(255 255 255 / 0.35)");
      across.addColorStop(0.44, "#ffffff");
      across.addColorStop(0.56, "#ffffff");
      across.addColorStop(0.64, "rgb(255 255 255 / 0.35)");
      across.addColorStop(1, "rgb(255 255 255 / 0)");
      pen.fillStyle = across;
      pen.fillRect(-BEAM.width / 2, -BEAM.height / 2, BEAM.width, BEAM.height);
    },
  },
  {
    name: "flash",
    width: 44,
    height: 36,
    draw(pen) {
      path(pen, [20, 0], [2, -5], [5, -15], [-4, -5], [-12, 0], [-4, 5], [5, 15], [2, 5]);
      fill(pen, "#ffffff");
    },
  },
  {
    name: "puff",
    width: 48,
    height: 48,
    draw(pen) {
      disc(pen, 0, 0, 24);
      fill(
        pen,
        glow(pen, 24, [
          [0, "rgb(255 255 255 / 0.9)"],
          [0.5, "rgb(255 255 255 / 0.35)"],
          [1, "rgb(255 255 255 / 0)"],
        ]),
      );
    },
  },
  ring("wave", 58),
  {
    name: "ghost",
    width: 48,
    height: 48,
    draw(pen) {
      disc(pen, 0, 0, 20);
      fill(pen, "rgb(255 255 255 / 0.45)");
      disc(pen, 0, 0, 19);
      stroke(pen, "rgb(255 255 255 / 0.8)", 2);
    },
  },
];

const digits: Art[] = Array.from({ length: 10 }, (_, digit) => ({
  name: `digit${digit}`,
  width: 14,
  height: 20,
  draw(pen: Pen) {
    write(pen, String(digit), 17, "#ffffff", DARK);
  },
}));

export const thingArt: readonly Art[] = [...shots, ...pickups, ...effects, ...digits];
