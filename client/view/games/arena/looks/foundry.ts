/** Foundry: plates and grates of iron, walls with ribs and rivets, embers, and heat at the feet of the machines. */
import { disc, fill, rect, stroke } from "../../../stage/pen.ts";
import type { Look } from "./look.ts";

export const foundry: Look = {
  ground: "#221b19",
  beyond: "#100c0b",
  stripe: "#191211",
  line: "#a2764a",
  ring: "rgb(255 190 130 / 0.15)",
  top: "#5b4740",
  side: "#2f2320",
  lit: "#b08f7a",
  rim: "#826658",
  patch: 100,
  paintPatch(pen, draw) {
    rect(pen, "#2c2523", -46, -46, 92, 92, 4);
    if (draw(1) < 0.35) {
      for (let y = -34; y < 40; y += 13) rect(pen, "#120e0d", -36, y, 72, 6, 3);
    } else {
      pen.beginPath();
      for (let x = -46; x < 46; x += 92 / 2) pen.rect(x, -46, 46, 92);
      stroke(pen, "#171211", 1.5);
      for (const x of [-38, 38]) {
        for (const y of [-38, 38]) {
          disc(pen, x, y, 2.4);
          fill(pen, "#3b302d");
        }
      }
    }
  },
  paintTop(pen, { x, y, w, h }) {
    const across = w >= h;
    for (let at = 8; at < (across ? w : h) - 6; at += 20) {
      pen.fillStyle = "rgb(20 13 11 / 0.4)";
      if (across) pen.fillRect(x + at, y + 3, 5, h - 6);
      else pen.fillRect(x + 3, y + at, w - 6, 5);
    }
    for (const [left, top] of [
      [x + 5, y + 5],
      [x + w - 5, y + 5],
      [x + 5, y + h - 5],
      [x + w - 5, y + h - 5],
    ] as const) {
      disc(pen, left, top, 2);
      fill(pen, "#a58877");
    }
  },
  glow: "#ff8436",
  weather: { count: 18, tint: 0xffa552, vx: 12, vy: -46, swing: 18, flickers: true, alpha: 0.9 },
};
