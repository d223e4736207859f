/** Pictures that games draw effects with. White, to be tinted. */
import type { Art } from "../../stage/atlas.ts";
import { disc, fill, path, stroke } from "../../stage/pen.ts";

/** A thin ring with some light about it. */
export const ring = (name: string, radius: number): Art => ({
  name,
  width: 2 * radius + 12,
  height: 2 * radius + 12,
  draw(pen) {
    disc(pen, 0, 0, radius);
    stroke(pen, "rgb(255 255 255 / 0.35)", 9);
    disc(pen, 0, 0, radius + 1);
    stroke(pen, "#ffffff", 2.5);
  },
});

/** Particles: `spark` points to the right, `shard` is to be turned. */
export const pieces: readonly Art[] = [
  {
    name: "spark",
    width: 16,
    height: 6,
    draw(pen) {
      path(pen, [8, 0], [0, -2], [-8, 0], [0, 2]);
      fill(pen, "#ffffff");
    },
  },
  {
    name: "shard",
    width: 14,
    height: 14,
    draw(pen) {
      path(pen, [6, 0], [-5, -5], [-3, 4]);
      fill(pen, "#ffffff");
    },
  },
];
