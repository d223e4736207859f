/** The gaps between frames as bars, the newest at the right: high where it was long, and coloured where it was late. */
import { lateness } from "./lateness.ts";

/** How many bars there are room for. */
const BARS = 120;
/** A gap of so many milliseconds is as high as the strip. */
const TALLEST = 300;
/** The least height of a bar, in CSS pixels. */
const LOW = 2;
/** Late by this share of a tick is seen; by so many ticks it is missed. */
const LATE = { warn: 0.6, bad: 2 };
/** The colours of the page's style. */
const COLOURS = { plain: "#5cb8ee8c", warn: "#f2e64e", bad: "#ff7a4a", line: "#ffffff30" } as const;

const colourOf = (late: number, tick: number): string => {
  if (late >= LATE.bad * tick) return COLOURS.bad;
  return late >= LATE.warn * tick ? COLOURS.warn : COLOURS.plain;
};

/**
 * Draws the strip over all of a canvas.
 * @param gaps milliseconds, oldest first
 * @param tick milliseconds
 */
export function drawStrip(canvas: HTMLCanvasElement, gaps: readonly number[], tick: number): void {
  const pen = canvas.getContext("2d");
  const density = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * density), Math.round(canvas.clientHeight * density)];
  if (pen === null || width === 0) return;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  pen.clearRect(0, 0, width, height);
  const scale = height / TALLEST;
  pen.fillStyle = COLOURS.line;
  pen.fillRect(0, height - tick * scale, width, Math.max(1, density / 2));
  const shown = gaps.slice(-BARS);
  const bar = width / BARS;
  for (const [i, late] of lateness(shown, tick).entries()) {
    const tall = Math.min(height, Math.max(LOW * density, shown[i] * scale));
    pen.fillStyle = colourOf(late, tick);
    pen.fillRect(width - (shown.length - i) * bar, height - tall, Math.max(1, bar - density * 0.4), tall);
  }
}
