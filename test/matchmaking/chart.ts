/** Wait against fairness, one point a policy: the nearer to the corner, the better. As text, and as an SVG for the docs. */

export interface Point {
  readonly name: string;
  /** p95, in seconds. */
  readonly wait: number;
  /** The mean gap, 0 to 1. */
  readonly gap: number;
}

const [COLUMNS, ROWS] = [64, 16];
const [WIDTH, HEIGHT, EDGE] = [720, 420, 60];

const most = (points: readonly Point[], of: (point: Point) => number): number =>
  1.1 * Math.max(...points.map(of), 1e-9);

export function textChart(points: readonly Point[]): string {
  const [widest, tallest] = [most(points, ({ wait }) => wait), most(points, ({ gap }) => gap)];
  const lines = Array.from({ length: ROWS }, () => new Array<string>(COLUMNS).fill(" "));
  const letters = points.map(({ wait, gap }, i) => {
    const letter = String.fromCharCode(65 + i);
    const row = ROWS - 1 - Math.min(ROWS - 1, Math.floor((gap / tallest) * ROWS));
    lines[row][Math.min(COLUMNS - 1, Math.floor((wait / widest) * COLUMNS))] = letter;
    return letter;
  });
  const legend = points.map(
    ({ name, wait, gap }, i) => `${letters[i]} ${name}: ${wait.toFixed(1)} s, gap ${gap.toFixed(3)}`,
  );
  return [
    `mean gap, up to ${tallest.toFixed(3)}`,
    ...lines.map((line) => `|${line.join("")}`.trimEnd()),
    `+${"-".repeat(COLUMNS)}`,
    `p95 wait, up to ${widest.toFixed(0)} s`,
    ...legend,
  ].join("\n");
}

export function svgChart(title: string, points: readonly Point[]): string {
  const [widest, tallest] = [most(points, ({ wait }) => wait), most(points, ({ gap }) => gap)];
  const x = (wait: number) => Math.round(EDGE + (wait / widest) * (WIDTH - 2 * EDGE));
  const y = (gap: number) => Math.round(HEIGHT - EDGE - (gap / tallest) * (HEIGHT - 2 * EDGE));
  const dots = points.map(
    ({ name, wait, gap }) =>
      `<circle cx="${x(wait)}" cy="${y(gap)}" r="6" fill="${name.startsWith("ours") ? "#0a7" : "#c55"}"/>` +
      `<text x="${x(wait) + 10}" y="${y(gap) + 4}">${name} (${wait.toFixed(1)} s, ${gap.toFixed(3)})</text>`,
  );
  const [left, right, top, bottom] = [EDGE, WIDTH - EDGE, EDGE, HEIGHT - EDGE];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img">`,
    `<title>${title}</title><rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${EDGE}" y="30" font-size="16">${title}</text>`,
    `<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="#333"/>`,
    `<text x="${right}" y="${bottom + 32}" text-anchor="end">p95 wait, up to ${widest.toFixed(0)} s</text>`,
    `<text x="${left}" y="${top - 8}">mean gap of predicted chances, up to ${tallest.toFixed(3)}</text>`,
    ...dots,
    "</svg>",
    "",
  ].join("\n");
}
