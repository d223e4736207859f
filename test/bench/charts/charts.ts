/** Draws the kept figures, as pictures for the docs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { requirePeer } from "../peers/installed.ts";
import { figures } from "../results.ts";
import { bytesChart } from "./bytes-chart.ts";
import { calibrationChart } from "./calibration-chart.ts";
import type { Chart, Figures } from "./chart.ts";
import { costChart } from "./cost-chart.ts";

const FOLDER = "docs/images";

/** What is charted: undefined where not even one of its figures is there. */
const CHARTS: Readonly<Record<string, (figures: Figures) => Chart | undefined>> = {
  bytes: bytesChart,
  cost: costChart,
  calibration: calibrationChart,
};

export async function charts(): Promise<void> {
  requirePeer();
  const { svg } = await import("../peers/svg.mjs");
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, draw] of Object.entries(CHARTS)) {
    const chart = draw(figures());
    if (!chart) continue;
    writeFileSync(`${FOLDER}/${name}.svg`, svg(chart.title, chart.option, chart.width, chart.height));
    console.log(`drawn: ${FOLDER}/${name}.svg`);
  }
}
