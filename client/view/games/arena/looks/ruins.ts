/** Ruins at night: moss and old paving, walls of hewn stone, fireflies. */
import { rect, stroke } from "../../../stage/pen.ts";
import type { Look } from "./look.ts";

export const ruins: Look = {
  ground: "#18261f",
  beyond: "#0b130f",
  stripe: "#0f1914",
  line: "#6d7f63",
  ring: "rgb(170 205 150 / 0.16)",
  top: "#59624f",
  side: "#30382b",
  lit: "#98a684",
  rim: "#748064",
  patch: 110,
  paintPatch(pen, draw) {
    if (draw(1) < 0.55) {
      // What is left of a pavement.
      for (let k = 0; k < 6; k++) {
        const [x, y] = [-50 + (k % 3) * 33, -33 + Math.floor(k / 3) * 33];
        if (draw(1) < 0.75) rect(pen, draw(1) < 0.5 ? "#22322a" : "#27382f", x, y, 30, 30, 3 + draw(4));
      }
      return;
    }
    pen.lineCap = "round";
    for (let k = 0; k < 16; k++) {
      const [x, y, lean] = [draw(90) - 45, draw(90) - 40, draw(8) - 4];
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(x + lean, y - 6 - draw(6));
      stroke(pen, draw(1) < 0.5 ? "#2c4431" : "#243a2b", 2);
    }
  },
  paintTop(pen, { x, y, w, h }, draw) {
    for (let row = 0; row < h; row += 20) {
      for (let column = -(row % 40); column < w; column += 40) {
        const shade = draw(1);
        pen.fillStyle = shade < 0.5 ? "#515a48" : shade < 0.85 ? "#626c56" : "#4c6146";
        pen.fillRect(x + Math.max(0, column) + 1, y + row + 1, Math.min(w, column + 40) - Math.max(0, column) - 2, 18);
      }
    }
  },
  weather: { count: 14, tint: 0xd8f08a, vx: 9, vy: -5, swing: 26, flickers: true, alpha: 0.9 },
};
