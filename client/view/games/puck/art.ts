/** Pictures of all that moves. White where it is to be tinted. */
import { PADDLE, PUCK, RINK, SUB } from "#shared/games/puck/tuning.ts";
import type { Art } from "../../stage/atlas.ts";
import { disc, fill, glow, type Pen, polygon, stroke, write } from "../../stage/pen.ts";
import { pieces, ring } from "../common/art.ts";

const RADIUS = PADDLE.radius / SUB;
const PUCK_RADIUS = PUCK.radius / SUB;
const MOUTH = RINK.mouth / SUB;

/** A paddle from above: a broad foot, a groove, and a knob whose shape is the team's. */
function paddle(name: string, knob: (pen: Pen, radius: number) => void): Art {
  return {
    name,
    width: 2 * RADIUS + 4,
    height: 2 * RADIUS + 4,
    draw(pen) {
      disc(pen, 0, 0, RADIUS);
      const foot = pen.createLinearGradient(-RADIUS, -RADIUS, RADIUS, RADIUS);
      foot.addColorStop(0, "#ffffff");
      foot.addColorStop(1, "#a8a8a8");
      fill(pen, foot);
      disc(pen, 0, 0, RADIUS - 1);
      stroke(pen, "rgb(255 255 255 / 0.9)", 2);
      disc(pen, 0, 0, RADIUS - 5.5);
      fill(pen, "#4d4d4d");
      disc(pen, 0, 0, RADIUS - 7);
      fill(pen, "#8c8c8c");
      knob(pen, 14.5);
      fill(pen, "#3a3a3a");
      knob(pen, 13);
      const top = pen.createLinearGradient(-9, -11, 9, 12);
      top.addColorStop(0, "#ffffff");
      top.addColorStop(1, "#c2c2c2");
      fill(pen, top);
    },
  };
}

const soft = (name: string, radius: number, stops: readonly (readonly [number, string])[]): Art => ({
  name,
  width: 2 * radius,
  height: 2 * radius,
  draw(pen) {
    disc(pen, 0, 0, radius);
    fill(pen, glow(pen, radius, stops));
  },
});

const sign = (seat: number): Art => ({
  name: `sign${seat}`,
  width: 24,
  height: 24,
  draw(pen) {
    write(pen, String(seat + 1), 17, "#10141d");
  },
});

export const art = (seats: number): readonly Art[] => [
  paddle("round", (pen, radius) => disc(pen, 0, 0, radius)),
  paddle("hexagon", (pen, radius) => polygon(pen, 6, radius * 1.08, Math.PI / 6)),
  ...Array.from({ length: seats }, (_, seat) => sign(seat)),
  {
    name: "own",
    width: 2 * RADIUS + 22,
    height: 2 * RADIUS + 22,
    draw(pen) {
      disc(pen, 0, 0, RADIUS + 6);
      pen.setLineDash([9, 5]);
      stroke(pen, "#ffffff", 2.5);
    },
  },
  {
    name: "puck",
    width: 2 * PUCK_RADIUS + 4,
    height: 2 * PUCK_RADIUS + 4,
    draw(pen) {
      disc(pen, 0, 0, PUCK_RADIUS);
      fill(pen, "#0b0f17");
      disc(pen, 0, 0, PUCK_RADIUS - 1.2);
      stroke(pen, "#f5faff", 2.4);
      disc(pen, 0, 0, PUCK_RADIUS - 6);
      stroke(pen, "rgb(245 250 255 / 0.45)", 1.4);
    },
  },
  soft("shade", 34, [
    [0, "rgb(2 6 14 / 0.6)"],
    [0.65, "rgb(2 6 14 / 0.5)"],
    [1, "rgb(2 6 14 / 0)"],
  ]),
  soft("trail", PUCK_RADIUS, [
    [0, "rgb(255 255 255 / 0.9)"],
    [0.6, "rgb(255 255 255 / 0.55)"],
    [1, "rgb(255 255 255 / 0)"],
  ]),
  soft("light", 120, [
    [0, "rgb(255 255 255 / 0.85)"],
    [0.4, "rgb(255 255 255 / 0.3)"],
    [1, "rgb(255 255 255 / 0)"],
  ]),
  ring("ring", 42),
  ...pieces,
  {
    name: "beam",
    width: 90,
    height: 2 * MOUTH,
    draw(pen) {
      const light = pen.createLinearGradient(-45, 0, 45, 0);
      light.addColorStop(0, "rgb(255 255 255 / 0.85)");
      light.addColorStop(1, "rgb(255 255 255 / 0)");
      pen.fillStyle = light;
      pen.fillRect(-45, -MOUTH, 90, 2 * MOUTH);
    },
  },
];
