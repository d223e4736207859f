/** How often favourites win, by how sure a ladder was of it: a mark for each bin of predictions, the nearer to the diagonal, the better. */
import type { Chart, Figures } from "./chart.ts";
import { CARD, card, INK, text } from "./chart-style.ts";

/** Modes by the names of their figures. */
const MODES = {
  pairs: { name: "Arena, two against two", color: INK.accent, symbol: "circle" },
  faceoff: { name: "Puck, one against one", color: INK.text, symbol: "triangle" },
  brawl: { name: "Arena, eight alone", color: INK.peer, symbol: "rect" },
} as const;

const TITLE = "What ratings predict, and what happens";

/** More than there are bins. */
const MOST_BINS = 20;

/** Pixels. */
const HEIGHT = 520;
const MARK = 11;

type Point = readonly [predicted: number, happened: number];

/** The points of a mode, in percent. */
function pointsOf(figures: Figures, mode: string): Point[] {
  return Array.from({ length: MOST_BINS }, (_, bin) => bin).flatMap((bin): Point[] => {
    const predicted = figures[`ladder.calibration.${mode}.${bin}.predicted`];
    const happened = figures[`ladder.calibration.${mode}.${bin}.happened`];
    return predicted === undefined || happened === undefined ? [] : [[100 * predicted, 100 * happened]];
  });
}

const axis = (name: string) => ({
  type: "value",
  min: 50,
  max: 100,
  interval: 10,
  name,
  nameLocation: "middle",
  nameTextStyle: text(14, INK.text),
  axisLine: { lineStyle: { color: INK.line } },
  axisLabel: { formatter: "{value} %", ...text(13, INK.quiet) },
  splitLine: { lineStyle: { color: INK.line } },
});

export function calibrationChart(figures: Figures): Chart | undefined {
  const modes = Object.entries(MODES).filter(([mode]) => pointsOf(figures, mode).length > 0);
  if (modes.length === 0) return undefined;
  const option = {
    ...card(HEIGHT, TITLE, "Bots of twelve strengths: how often the favourite is ahead, by the predicted chance of it"),
    legend: {
      left: CARD.margin - 5,
      top: 80,
      itemWidth: 14,
      itemHeight: 14,
      itemGap: 36,
      selectedMode: false,
      textStyle: text(14, INK.text),
      data: modes.map(([, { name }]) => name),
    },
    grid: { left: CARD.margin + 60, right: CARD.margin + 10, top: 124, bottom: 70 },
    xAxis: { ...axis("predicted"), nameGap: 34 },
    yAxis: { ...axis("happened"), nameGap: 52 },
    series: [
      {
        type: "line",
        silent: true,
        symbol: "none",
        lineStyle: { color: INK.peer, type: "dashed", width: 1 },
        data: [
          [50, 50],
          [100, 100],
        ],
      },
      ...modes.map(([mode, { name, color, symbol }]) => ({
        type: "scatter",
        silent: true,
        name,
        symbol,
        symbolSize: MARK,
        itemStyle: { color },
        data: pointsOf(figures, mode),
      })),
    ],
  };
  return { title: TITLE, option, width: CARD.width, height: HEIGHT };
}
