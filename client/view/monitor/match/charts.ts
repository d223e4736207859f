/** The last two minutes of a match as charts: how late its timer was, how many inputs came late, and its traffic. */
import { html, type TemplateResult } from "lit-html";
import type { MatchLook, Moment } from "#shared/monitor/index.ts";
import { Chart, type ChartData } from "../chart.ts";
import { bytesText, msText, shareText } from "./words.ts";

/** Times of moments as a chart has them; a gap of more than two seconds, in which the match slept, is none of its line. */
export function series(history: readonly Moment[], ...values: readonly ((moment: Moment) => number)[]): ChartData {
  const times: number[] = [];
  const lines: (number | null)[][] = values.map(() => []);
  for (const [i, moment] of history.entries()) {
    const before = history[i - 1];
    if (before && moment.at - before.at > 2500) {
      times.push((before.at + 1000) / 1000);
      for (const line of lines) line.push(null);
    }
    times.push(moment.at / 1000);
    for (const [n, value] of values.entries()) lines[n].push(value(moment));
  }
  return [times, ...lines];
}

const most = (history: readonly Moment[], value: (moment: Moment) => number): number =>
  history.reduce((high, moment) => Math.max(high, value(moment)), 0);

const lateShare = ({ inputs, lateInputs }: Moment): number => (inputs === 0 ? 0 : lateInputs / inputs);

export class Charts {
  readonly #late: Chart;
  readonly #inputs = new Chart({ title: "Inputs that came late", lines: ["share"], format: shareText, least: 0.05 });
  readonly #bytes = new Chart({
    ...{ title: "Bytes a second", lines: ["sent", "received"], least: 1024 },
    format: bytesText,
  });

  constructor() {
    this.#late = new Chart({
      ...{ title: "How late ticks begin", lines: ["worst of the second", "one tick"], least: 50 },
      format: msText,
    });
  }

  came({ history, vitals }: MatchLook): void {
    const tickMs = 1000 / Math.max(1, vitals.tickRate);
    const worst = most(history, ({ lateMs }) => lateMs);
    this.#late.set(
      series(
        history,
        ({ lateMs }) => lateMs,
        () => tickMs,
      ),
      `In the last two minutes a tick began ${msText(worst)} late at worst; a tick is ${msText(tickMs)}.`,
    );
    this.#inputs.set(
      series(history, lateShare),
      `In the worst second of the last two minutes ${shareText(most(history, lateShare))} of the inputs came late.`,
    );
    this.#bytes.set(
      series(
        history,
        ({ bytesOut }) => bytesOut,
        ({ bytesIn }) => bytesIn,
      ),
      `In the last two minutes at most ${bytesText(most(history, ({ bytesOut }) => bytesOut))} were sent in a second, and ${bytesText(most(history, ({ bytesIn }) => bytesIn))} received.`,
    );
  }

  stop(): void {
    for (const chart of [this.#late, this.#inputs, this.#bytes]) chart.stop();
  }

  view(): TemplateResult {
    return html`
      <section class="panel charts" aria-label="The last two minutes">
        ${this.#late.view()} ${this.#inputs.view()} ${this.#bytes.view()}
      </section>`;
  }
}
