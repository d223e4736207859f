/** Bytes a tick for one client, Scrim beside Colyseus' codings: bars, a panel for each number of players. */

import type { Chart, Figures } from "./chart.ts";
import { CARD, card, INK, text } from "./chart-style.ts";

const SIZES = [16, 64] as const;

/** From the top down. Whole worlds as msgpack or JSON are not drawn: all other bars would look alike beside them. */
const CODINGS: readonly (readonly [coding: string, label: string])[] = [
  ["scrim", "Scrim, lossless"],
  ["colyseusReckoned", "Colyseus, reckoned"],
  ["colyseusQuantised", "Colyseus, quantised"],
  ["colyseusFloat32", "Colyseus, float32"],
];

const TITLE = "Bytes a tick, lower is better";

/** Pixels. */
const LABELS = 172;
const GAP = 108;
const TOP = 122;
const BAR = { width: 24, pitch: 38 } as const;
/** Right of a panel's longest bar. */
const VALUES = 92;

export function bytesChart(figures: Figures): Chart | undefined {
  const sizes = SIZES.filter((seats) => CODINGS.some(([coding]) => figures[`bytes.${seats}.${coding}`] !== undefined));
  const codings = CODINGS.filter(([coding]) =>
    sizes.some((seats) => figures[`bytes.${seats}.${coding}`] !== undefined),
  );
  if (sizes.length === 0) return undefined;
  const inner = CARD.width - 2 * CARD.margin - LABELS;
  const width = (inner - GAP * (sizes.length - 1) - VALUES) / sizes.length;
  const tall = codings.length * BAR.pitch;
  const height = TOP + tall + 24;
  const left = (panel: number) => CARD.margin + LABELS + panel * (width + GAP);
  const subtitle = "What one client receives of the same match, median; 30 ticks a second";
  const { graphic, title } = card(height, TITLE, subtitle);
  const option = {
    graphic,
    title: [
      title,
      ...sizes.map((seats, panel) => ({
        text: `${seats} players`,
        left: left(panel),
        top: TOP - 24,
        padding: 0,
        textStyle: text(14, INK.text, "bold"),
      })),
    ],
    grid: sizes.map((_, panel) => ({ left: left(panel), top: TOP, width, height: tall })),
    xAxis: sizes.map((_, panel) => ({ gridIndex: panel, type: "value", show: false, max: "dataMax" })),
    yAxis: sizes.map((_, panel) => ({
      gridIndex: panel,
      type: "category",
      inverse: true,
      data: codings.map(([, label]) => label),
      axisLine: { lineStyle: { color: INK.line } },
      axisTick: { show: false },
      axisLabel: {
        show: panel === 0,
        align: "left",
        margin: LABELS,
        ...text(14, INK.text),
      },
    })),
    series: sizes.map((seats, panel) => ({
      type: "bar",
      silent: true,
      xAxisIndex: panel,
      yAxisIndex: panel,
      barWidth: BAR.width,
      data: codings.map(([coding]) => bar(figures, seats, coding)),
    })),
  };
  return { title: TITLE, option, width: CARD.width, height };
}

/** A bar with its value, and for a peer how many times Scrim's that is. */
function bar(figures: Figures, seats: number, coding: string) {
  const value = figures[`bytes.${seats}.${coding}`];
  if (value === undefined) return "-";
  const own = figures[`bytes.${seats}.scrim`];
  const times = coding === "scrim" || own === undefined ? "" : `{times|${(value / own).toFixed(1)}×}`;
  const color = coding === "scrim" ? INK.accent : INK.peer;
  return {
    value,
    itemStyle: { color, borderRadius: [0, 4, 4, 0] },
    label: {
      show: true,
      position: "right",
      formatter: `{value|${value}}${times}`,
      rich: {
        value: text(14, coding === "scrim" ? INK.accent : INK.text, "bold"),
        times: { padding: [0, 0, 0, 14], ...text(13, INK.quiet) },
      },
    },
  };
}
