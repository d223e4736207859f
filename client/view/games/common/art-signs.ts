/** Pictures that tell a player something: where a hit came from, that a shot has hit, which team a thing is of. */
import type { Art } from "../../stage/atlas.ts";
import { disc, fill, type Pen, path, polygon, stroke } from "../../stage/pen.ts";

const DARK = "rgb(5 8 14 / 0.8)";

/** World pixels from a body's middle to the arc that points to where a hit came from. */
export const ARC = 66;

/** Points to the right, and stands as far from the middle as it is to be drawn. */
const hurtArc: Art = {
  name: "hurt-arc",
  width: 2 * ARC + 44,
  height: 2 * ARC + 44,
  draw(pen) {
    const bow = (radius: number, width: number, half: number, style: string) => {
      pen.beginPath();
      pen.arc(0, 0, radius, -half, half);
      pen.lineCap = "round";
      stroke(pen, style, width);
    };
    bow(ARC, 13, 0.44, DARK);
    bow(ARC, 9, 0.44, "#ffffff");
    path(pen, [ARC + 20, 0], [ARC + 5, -12], [ARC + 5, 12]);
    fill(pen, "#ffffff");
    stroke(pen, DARK, 2);
  },
};

/** Four strokes around a free middle. */
const cross = (name: string, from: number, to: number, width: number): Art => ({
  name,
  width: 2 * to + 12,
  height: 2 * to + 12,
  draw(pen) {
    pen.lineCap = "round";
    for (const [thick, style] of [
      [width + 3, DARK],
      [width, "#ffffff"],
    ] as const) {
      for (let k = 0; k < 4; k++) {
        pen.save();
        pen.rotate(Math.PI / 4 + (k * Math.PI) / 2);
        pen.beginPath();
        pen.moveTo(from, 0);
        pen.lineTo(to, 0);
        stroke(pen, style, thick);
        pen.restore();
      }
    }
  },
});

const teamRing = (name: string, outline: (pen: Pen, radius: number) => void, radius: number, width: number): Art => ({
  name,
  width: 2 * radius + 12,
  height: 2 * radius + 12,
  draw(pen) {
    outline(pen, radius);
    stroke(pen, DARK, width + 2.5);
    outline(pen, radius);
    stroke(pen, "#ffffff", width);
  },
});

const round = (pen: Pen, radius: number) => disc(pen, 0, 0, radius);
const hexagon = (pen: Pen, radius: number) => polygon(pen, 6, radius * 1.1, Math.PI / 6);

/** White, to be tinted. `ground-` and `halo-` come in the shapes of the teams. */
export const signArt: readonly Art[] = [
  hurtArc,
  cross("hit-mark", 9, 17, 3),
  cross("kill-mark", 11, 27, 5),
  teamRing("ground-round", round, 29, 2.5),
  teamRing("ground-hexagon", hexagon, 29, 2.5),
  teamRing("halo-round", round, 10, 2),
  teamRing("halo-hexagon", hexagon, 10, 2),
];
