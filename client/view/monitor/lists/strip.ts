/** How the whole server stands: figures, and charts of them since the page was opened. */
import { html, nothing, type TemplateResult } from "lit-html";
import { Chart, type ChartData } from "../chart.ts";
import { dollarsText } from "../match/words.ts";
import type { Sample, Totals } from "./totals.ts";

type Key = keyof Totals;

const FIGURES: readonly { readonly key: Key; readonly title: string; readonly isBad?: boolean }[] = [
  { key: "matches", title: "Matches" },
  { key: "players", title: "Players" },
  { key: "searching", title: "Searching" },
  { key: "watchers", title: "Watchers" },
  { key: "late", title: "Late matches", isBad: true },
  { key: "faults", title: "Faults, last hour", isBad: true },
  { key: "dollarsPerH", title: "$ an hour" },
];

interface Drawn {
  readonly title: string;
  readonly keys: readonly Key[];
  readonly lines: readonly string[];
  readonly least: number;
}

const DRAWN: readonly Drawn[] = [
  {
    title: "People",
    keys: ["players", "watchers", "searching"],
    lines: ["players", "watchers", "searching"],
    least: 4,
  },
  { title: "Matches", keys: ["matches", "late"], lines: ["matches", "late"], least: 4 },
  { title: "US dollars an hour", keys: ["dollarsPerH"], lines: ["$ an hour"], least: 0.0001 },
];

const textOf = (key: Key, value: number): string => (key === "dollarsPerH" ? dollarsText(value) : String(value));

export class Strip {
  readonly #charts = DRAWN.map((drawn) => {
    const [key] = drawn.keys as readonly [Key];
    const format = (value: number): string => textOf(key, key === "dollarsPerH" ? value : Math.round(value));
    return { drawn, chart: new Chart({ title: drawn.title, lines: drawn.lines, least: drawn.least, format }) };
  });

  /** Another moment has come. */
  came(samples: readonly Sample[]): void {
    const last = samples.at(-1);
    if (!last) return;
    const times = samples.map(({ at }) => at / 1000);
    for (const { drawn, chart } of this.#charts) {
      const data: ChartData = [times, ...drawn.keys.map((key) => samples.map((sample) => sample[key]))];
      const said = drawn.keys.map(
        (key, i) => `${drawn.lines[i]}: now ${textOf(key, last[key])}, at most ${most(samples, key)}`,
      );
      chart.set(data, `${drawn.title}: ${said.join("; ")}.`);
    }
  }

  stop(): void {
    for (const { chart } of this.#charts) chart.stop();
  }

  view(totals: Totals): TemplateResult {
    return html`
      <dl class="strip" data-testid="strip">
        ${FIGURES.map(({ key, title, isBad }) => {
          const bad = isBad === true && totals[key] > 0;
          return html`<div ?data-bad=${bad}><dt>${title}</dt><dd data-testid="total-${key}">${bad ? html`<span aria-hidden="true">▲ </span>` : nothing}${textOf(key, totals[key])}</dd></div>`;
        })}
      </dl>
      <details class="panel charts-box" ?open=${isRoomy}>
        <summary>Since this page was opened</summary>
        <div class="charts">${this.#charts.map(({ chart }) => chart.view())}</div>
      </details>`;
  }
}

/** On a small screen the list has the room. */
const isRoomy = matchMedia("(min-width: 60rem) and (min-height: 50rem)").matches;

const most = (samples: readonly Sample[], key: Key): string =>
  textOf(
    key,
    samples.reduce((top, sample) => Math.max(top, sample[key]), 0),
  );
