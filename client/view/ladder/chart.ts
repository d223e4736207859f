/** How a player's points have come to what they are, as a line. */
import { html, nothing, svg, type TemplateResult } from "lit-html";

/** A point after each round, the oldest first. */
export type History = readonly { readonly points: number }[];

const WIDTH = 300;
const HEIGHT = 60;
/** Between the line and the edge. */
const EDGE = 4;

/** The line's corners, from left to right: the lowest of all stands at the bottom, the highest at the top. */
export function cornersOf(history: History): readonly (readonly [x: number, y: number])[] {
  const points = history.map((one) => one.points);
  const [least, most] = [Math.min(...points), Math.max(...points)];
  // A line that stays as it is runs through the middle.
  const share = (value: number) => (most === least ? 0.5 : (value - least) / (most - least));
  return points.map((value, i) => [
    EDGE + (i / Math.max(1, points.length - 1)) * (WIDTH - 2 * EDGE),
    HEIGHT - EDGE - share(value) * (HEIGHT - 2 * EDGE),
  ]);
}

/** The same in words. */
export function historyText(history: History): string {
  const points = history.map((one) => one.points);
  const [first, last] = [points[0], points.at(-1)];
  return `Points over the last ${points.length} rounds: from ${first} to ${last}, at least ${Math.min(...points)} and at most ${Math.max(...points)}.`;
}

/** Nothing for fewer than two rounds. */
export function chartView(history: History): TemplateResult | typeof nothing {
  if (history.length < 2) return nothing;
  const corners = cornersOf(history);
  const [x, y] = corners[corners.length - 1];
  const points = history.map((one) => one.points);
  return html`
    <figure class="chart">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${historyText(history)} preserveAspectRatio="none">
        <polyline points=${corners.map((corner) => corner.map((at) => at.toFixed(1)).join(",")).join(" ")} vector-effect="non-scaling-stroke" />
        ${svg`<line x1=${x.toFixed(1)} y1=${y.toFixed(1)} x2=${x.toFixed(1)} y2=${y.toFixed(1)} vector-effect="non-scaling-stroke" />`}
      </svg>
      <figcaption aria-hidden="true"><span>${Math.max(...points)}</span><span>${Math.min(...points)}</span></figcaption>
    </figure>`;
}
