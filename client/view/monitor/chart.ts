/** A chart of the last minutes: lines over time. It has a sentence beside it that says the same. */
import "uplot/dist/uPlot.min.css";
import "../styles/chart.css";
import { html, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import uPlot from "uplot";

/** In the order in which lines take them; after Okabe and Ito, as all colours here. */
const COLOURS = ["#5cb8ee", "#f0a818", "#22c393"] as const;
/** Those who can't tell the colours apart see dashes. */
const DASHES: readonly (number[] | undefined)[] = [undefined, [6, 3], [2, 2]];
const [DIM, GRID] = ["#93a4c0", "#1b2840"] as const;
/** Pixels, at the usual size of text. */
const HEIGHT = 112;

export interface ChartOptions {
  readonly title: string;
  /** What the lines are, in their order. */
  readonly lines: readonly string[];
  /** A value on the axis and in the legend. */
  format(value: number): string;
  /** The axis reaches at least so far up. */
  readonly least: number;
}

/** Times in seconds since 1970, ascending; and each line's values, null where there is none. */
export type ChartData = readonly [times: readonly number[], ...lines: readonly (readonly (number | null)[])[]];

export class Chart {
  readonly #options: ChartOptions;
  #plot: uPlot | undefined;
  #sizes: ResizeObserver | undefined;
  #data: ChartData;
  /** In words. */
  #said = "";

  constructor(options: ChartOptions) {
    this.#options = options;
    this.#data = [[], ...options.lines.map(() => [])];
  }

  /** @param said what the lines show, in a sentence */
  set(data: ChartData, said: string): void {
    this.#data = data;
    this.#said = said;
    this.#plot?.setData(mutable(data));
  }

  /** The page goes. */
  readonly stop = (): void => {
    this.#sizes?.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  };

  readonly #host = (element: Element | undefined): void => {
    this.stop();
    if (!(element instanceof HTMLElement)) return;
    const { lines, format, least } = this.#options;
    const axis: uPlot.Axis = {
      stroke: DIM,
      grid: { stroke: GRID, width: 1 },
      ticks: { show: false },
      font: "11px system-ui",
    };
    const plot = new uPlot(
      {
        width: element.clientWidth || 300,
        height: HEIGHT,
        series: [
          {
            value: (_, at) => (at === null ? "" : new Date(1000 * at).toLocaleTimeString(undefined, { hour12: false })),
          },
          ...lines.map(
            (label, i): uPlot.Series => ({
              ...{ label, stroke: COLOURS[i % COLOURS.length], width: 1.5, points: { show: false } },
              ...(DASHES[i] && { dash: DASHES[i] }),
              value: (_, value) => (value === null ? "" : format(value)),
            }),
          ),
        ],
        axes: [
          { ...axis, size: 26, values: "{HH}:{mm}:{ss}", space: 70 },
          { ...axis, size: 64, values: (_, values) => values.map(format) },
        ],
        scales: { y: { range: (_, _low, high) => [0, Math.max(least, high ?? 0)] } },
        cursor: { drag: { x: false, y: false } },
      },
      mutable(this.#data),
      element,
    );
    this.#plot = plot;
    this.#sizes = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    this.#sizes.observe(element);
  };

  view(): TemplateResult {
    return html`
      <figure class="time-chart" ?data-bare=${this.#data[0].length < 2}>
        <figcaption>${this.#options.title}</figcaption>
        <div aria-hidden="true" ${ref(this.#host)}></div>
        <p class="unseen">${this.#said}</p>
      </figure>`;
  }
}

/** uPlot's own form of the same. */
const mutable = (data: ChartData): uPlot.AlignedData => {
  const [times, ...lines] = data;
  return [[...times], ...lines.map((line) => [...line])];
};
