/** Glacier at dusk: drifts and cracks, rocks of ice with snow on them, snowfall. */
import { disc, fill, path, rect, stroke } from "../../../stage/pen.ts";
import type { Look } from "./look.ts";

export const glacier: Look = {
  ground: "#2a3d52",
  beyond: "#1a2838",
  stripe: "#203144",
  line: "#9db9d4",
  ring: "rgb(210 232 255 / 0.2)",
  top: "#7390ab",
  side: "#3a5068",
  lit: "#d6e8f8",
  rim: "#a3bfd8",
  patch: 130,
  paintPatch(pen, draw) {
    if (draw(1) < 0.6) {
      for (let k = 0; k < 4; k++) {
        pen.save();
        pen.translate(draw(50) - 25, draw(40) - 20);
        pen.scale(1, 0.45);
        disc(pen, 0, 0, 16 + draw(22));
        fill(pen, "rgb(190 214 238 / 0.1)");
        pen.restore();
      }
      return;
    }
    let [x, y] = [-58, draw(60) - 30];
    pen.beginPath();
    pen.moveTo(x, y);
    while (x < 50) {
      x += 10 + draw(16);
      y = Math.max(-55, Math.min(55, y + draw(30) - 15));
      pen.lineTo(x, y);
    }
    stroke(pen, "rgb(160 205 240 / 0.28)", 3.5);
    stroke(pen, "rgb(15 28 42 / 0.6)", 1.4);
  },
  paintTop(pen, { x, y, w, h }, draw) {
    for (let at = 0; at < w + h; at += 34) {
      const lean = 10 + draw(22);
      path(pen, [x + at, y], [x + at + 16, y], [x + at + 16 - lean, y + h], [x + at - lean, y + h]);
      fill(pen, draw(1) < 0.5 ? "rgb(255 255 255 / 0.1)" : "rgb(20 40 66 / 0.16)");
    }
    // Snow that the wind has left.
    rect(pen, "rgb(226 240 252 / 0.55)", x + 3, y + 3, w - 6, Math.min(9, h / 3), 4);
  },
  weather: { count: 26, tint: 0xf2f8ff, vx: -34, vy: 62, swing: 14, flickers: false, alpha: 0.55 },
};
