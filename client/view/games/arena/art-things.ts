/** Pictures of shots, pickups, and what flies about when something happens. */
import type { Art } from "../../stage/atlas.ts";
import { box, disc, fill, glow, type Pen, path, polygon, rect, stroke, write } from "../../stage/pen.ts";
import { pieces, ring } from "../common/art.ts";

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

/** What tells a kind of pickup apart, by `PICKUP`: an outline of its own, a colour, a sign and a word. */
interface Kind {
  readonly colour: string;
  readonly word: string;
  outline(pen: Pen, radius: number): void;
  sign(pen: Pen): void;
}

const KINDS: readonly Kind[] = [
  {
    colour: "#22c393",
    word: "HEALTH",
    outline(pen, r) {
      const a = r * 0.42;
      path(
        pen,
        [-a, -r],
        [a, -r],
        [a, -a],
        [r, -a],
        [r, a],
        [a, a],
        [a, r],
        [-a, r],
        [-a, a],
        [-r, a],
        [-r, -a],
        [-a, -a],
      );
    },
    sign(pen) {
      rect(pen, "#e9fff8", -3, -11, 6, 22, 1.5);
      rect(pen, "#e9fff8", -11, -3, 22, 6, 1.5);
    },
  },
  {
    colour: "#f2e64e",
    word: "SCATTER",
    outline: (pen, r) => polygon(pen, 3, r * 1.25, -Math.PI / 2),
    sign(pen) {
      pen.translate(0, 14);
      for (const angle of [-0.45, 0, 0.45]) {
        pen.save();
        pen.rotate(angle - Math.PI / 2);
        path(pen, [22, 0], [14, -3], [5, 0], [14, 3]);
        fill(pen, "#fffde0");
        pen.restore();
      }
    },
  },
  {
    colour: "#f4743b",
    word: "ROCKET",
    outline: (pen, r) => disc(pen, 0, 0, r),
    sign(pen) {
      pen.rotate(-Math.PI / 4);
      path(pen, [-6, 0], [-12, -8], [-3, -4], [-3, 4], [-12, 8]);
      fill(pen, "#f4743b");
      rect(pen, "#ffe9df", -7, -4, 14, 8, 2);
      path(pen, [7, -4], [14, 0], [7, 4]);
      fill(pen, "#ffe9df");
    },
  },
  {
    colour: "#b58cff",
    word: "RAIL",
    outline: (pen, r) => polygon(pen, 4, r * 1.2, 0),
    sign(pen) {
      for (const y of [-5, 5]) rect(pen, "#efe6ff", -13, y - 1.75, 26, 3.5, 1);
      rect(pen, "#b58cff", -13, -1, 28, 2);
    },
  },
];

const pickups: Art[] = KINDS.flatMap(({ colour, word, outline, sign }, kind) => [
  {
    name: `pickup${kind}`,
    width: 72,
    height: 84,
    draw(pen) {
      disc(pen, 0, 0, 33);
      fill(
        pen,
        glow(pen, 33, [
          [0.4, `${colour}55`],
          [1, `${colour}00`],
        ]),
      );
      outline(pen, 19);
      pen.lineJoin = "round";
      stroke(pen, DARK, 6);
      fill(pen, "#101828");
      stroke(pen, colour, 2.8);
      pen.save();
      sign(pen);
      pen.restore();
      pen.translate(0, 34);
      write(pen, word, 10, "#ffffff", DARK);
    },
  },
  {
    // Where it comes back.
    name: `pad${kind}`,
    width: 60,
    height: 60,
    draw(pen) {
      outline(pen, 19);
      fill(pen, "rgb(0 0 0 / 0.22)");
      pen.setLineDash([5, 5]);
      stroke(pen, `${colour}b0`, 1.8);
    },
  },
]);

/** A piece of a ray, that is drawn out to its length. World pixels. */
export const BEAM = { width: 16, height: 22 } as const;

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
    name: "flake",
    width: 8,
    height: 8,
    draw(pen) {
      disc(pen, 0, 0, 4);
      fill(
        pen,
        glow(pen, 4, [
          [0.3, "#ffffff"],
          [1, "rgb(255 255 255 / 0)"],
        ]),
      );
    },
  },
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
