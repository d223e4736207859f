/** One cell over the last seconds, and a field to set it. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import type { DevCell, DevHistory } from "#shared/dev/state.ts";
import { keyOf } from "../tables/grid.ts";

const [WIDTH, HEIGHT] = [560, 64];

function line({ values }: DevHistory): TemplateResult {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, i) => {
    const x = (i / Math.max(1, values.length - 1)) * WIDTH;
    const y = HEIGHT - 4 - ((value - least) / Math.max(1, most - least)) * (HEIGHT - 8);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return html`
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${least} to ${most}">
      ${svg`<polyline points=${points.join(" ")} fill="none" stroke="#5cb8ee" stroke-width="1.5" vector-effect="non-scaling-stroke" />`}
    </svg>
    <p class="dev-dim">${least} to ${most} in ${values.length} ticks; now ${values.at(-1)}</p>`;
}

export interface CellOptions {
  readonly cell: DevCell;
  readonly history: DevHistory | undefined;
  /** Undefined where it can't be set. */
  readonly set: ((value: number) => void) | undefined;
  close(): void;
}

export function cellView({ cell, history, set, close }: CellOptions): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const value = Number(new FormData(event.target as HTMLFormElement).get("value"));
    if (Number.isInteger(value)) set?.(value);
  };
  return html`
    <section class="dev-cell" data-testid="dev-cell">
      <header><code>${keyOf(cell)}</code><button aria-label="Close" @click=${close}>✕</button></header>
      ${history && history.values.length > 0 ? line(history) : html`<p class="dev-dim">No history here.</p>`}
      ${
        set
          ? html`<form @submit=${submit}>
              <input name="value" inputmode="numeric" pattern="-?[0-9]+" required aria-label="New value" placeholder="new value" />
              <button>Set</button>
            </form>`
          : nothing
      }
    </section>`;
}
