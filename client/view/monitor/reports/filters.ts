/** Which reports are listed. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { ReportFilter } from "./list.ts";

const KINDS = { "": "Reports and flags", report: "Reports of players", flag: "Flags of the server" } as const;
const STATES = { no: "Still to do", yes: "Done", all: "All" } as const;

const stateOf = ({ done }: ReportFilter): keyof typeof STATES => (done === undefined ? "all" : done ? "yes" : "no");

/** @param choose asks for those that fit */
export function filtersView(filter: ReportFilter, choose: (filter: ReportFilter) => void): TemplateResult {
  const { kind = "", player } = filter;
  const { done: _, ...others } = filter;
  const pick = (state: string) => choose({ ...others, ...(state === "all" ? {} : { done: state === "yes" }) });
  const kinds = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const { kind: _, ...rest } = filter;
    const { value } = target;
    choose({ ...rest, ...(value === "report" || value === "flag" ? { kind: value } : {}) });
  };
  const all = () => {
    const { player: _, ...rest } = filter;
    choose(rest);
  };
  return html`
    <div class="report-filters" role="group" aria-label="Which reports">
      ${Object.entries(STATES).map(
        ([state, title]) =>
          html`<button class="small" aria-pressed=${state === stateOf(filter)} data-testid="reports-${state}" @click=${() => pick(state)}>${title}</button>`,
      )}
      <label class="unseen" for="report-kind">Kind</label>
      <select id="report-kind" data-testid="report-kind" @change=${kinds}>
        ${Object.entries(KINDS).map(([value, title]) => html`<option value=${value} ?selected=${value === kind}>${title}</option>`)}
      </select>
      ${
        player === undefined
          ? nothing
          : html`<span class="tag" data-testid="about-player">about one player</span><button class="small" data-testid="all-players" @click=${all}>Show all players</button>`
      }
    </div>`;
}
