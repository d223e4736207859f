/** Reports and flags: the list, and the one that is open. */
import { html, nothing, type TemplateResult } from "lit-html";
import "../../styles/operator.css";
import "../../styles/reports.css";
import { entryView, type Go, lineView } from "./entry.ts";
import { filtersView } from "./filters.ts";
import type { ReportList } from "./list.ts";

const emptyText = ({ filter }: ReportList): string =>
  filter.done === false
    ? "Nothing is to be done. What players report at the end of a round, and what the server notices, comes here."
    : "No report fits.";

/** @param now the time, in milliseconds since 1970 */
export function reportsView(list: ReportList, go: Go, now: number): TemplateResult {
  const { reports, open, problem, isLoading } = list;
  const isMissing = open !== undefined && !isLoading && problem === "" && !reports.some(({ id }) => id === open);
  return html`
    ${filtersView(list.filter, (filter) => list.choose(filter))}
    ${problem === "" ? nothing : html`<p class="problem" role="alert">${problem} <button class="small" @click=${() => list.again()}>Try again</button></p>`}
    ${isMissing ? html`<p role="status" data-testid="report-missing">The report that was open is not in this list: it may be done, or have expired.</p>` : nothing}
    <ol class="report-list" aria-busy=${isLoading} data-testid="reports">
      ${reports.map(
        (entry) => html`
          <li>
            ${lineView(entry, entry.id === open, () => list.turn(entry.id), now)}
            <div id="report-${entry.id}">${entry.id === open ? entryView(entry, list, go, now) : nothing}</div>
          </li>`,
      )}
    </ol>
    ${isLoading ? html`<p role="status">Getting the reports …</p>` : nothing}
    ${reports.length === 0 && !isLoading && problem === "" ? html`<p class="panel no-reports" role="status" data-testid="no-reports">${emptyText(list)}</p>` : nothing}
    ${list.hasMore ? html`<div class="row"><button ?disabled=${isLoading} data-testid="more-reports" @click=${() => list.more()}>Older ones</button></div>` : nothing}`;
}
