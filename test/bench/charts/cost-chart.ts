/** CPU time for one player's second, Scrim beside Colyseus: a pair of columns for each number of players. */
import type { Chart, Figures } from "./chart.ts";
import { CARD, card, INK, text } from "./chart-style.ts";

const SIZES = [16, 64, 200, 400] as const;

/** By the names of their figures. */
const SERVERS = {
  scrim: { name: "Scrim in workerd", color: INK.accent },
  colyseus: { name: "Colyseus in Node", color: INK.peer },
} as const;

const TITLE = "CPU for a player's second, lower is better";

/** Pixels. */
const HEIGHT = 360;
const COLUMN = 56;

export function costChart(figures: Figures): Chart | undefined {
  const figure = (seats: number, server: string): number | undefined => figures[`cpu.${seats}.${server}`];
  const servers = Object.entries(SERVERS).filter(([server]) => SIZES.some((seats) => figure(seats, server)));
  const sizes = SIZES.filter((seats) => servers.some(([server]) => figure(seats, server)));
  if (sizes.length === 0) return undefined;
  const option = {
    ...card(HEIGHT, TITLE, "Milliseconds of one core; one match at 30 ticks a second, inputs from real sockets"),
    legend: {
      left: CARD.margin - 5,
      top: 80,
      itemWidth: 14,
      itemHeight: 14,
      itemGap: 36,
      selectedMode: false,
      textStyle: text(14, INK.text),
    },
    grid: { left: CARD.margin, right: CARD.margin, top: 136, bottom: 48 },
    xAxis: {
      type: "category",
      data: sizes.map((seats) => `${seats} players`),
      axisLine: { lineStyle: { color: INK.line } },
      axisTick: { show: false },
      axisLabel: { margin: 12, ...text(14, INK.text) },
    },
    yAxis: { type: "value", min: 0, max: "dataMax", show: false },
    series: servers.map(([server, { name, color }]) => ({
      type: "bar",
      name,
      silent: true,
      barWidth: COLUMN,
      barGap: "8%",
      itemStyle: { color, borderRadius: [4, 4, 0, 0] },
      data: sizes.map((seats) => figure(seats, server)?.toFixed(1) ?? "-"),
      label: { show: true, position: "top", ...text(14, color, "bold") },
    })),
  };
  return { title: TITLE, option, width: CARD.width, height: HEIGHT };
}
