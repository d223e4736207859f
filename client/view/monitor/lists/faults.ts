/** What has failed: the newest first, each with its one line. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { FaultRow } from "#shared/monitor/index.ts";
import { timeText } from "../match/words.ts";
import { emptyView, matchLink } from "./plain.ts";
import type { TabOptions } from "./tab-options.ts";

const faultView = (
  { at, event, game, match, code, detail }: FaultRow,
  { feed, go }: TabOptions,
): TemplateResult => html`
  <details class="fault" data-testid="fault">
    <summary><time>${timeText(at, feed.now())}</time> <b>${event}</b>${game ? html` <span class="tag">${game}</span>` : nothing} <span class="detail">${detail}</span></summary>
    <p class="whole">${detail || "The log has no more of it."}</p>
    <p>${match ? html`In the match ${matchLink(match, code, go)}. ` : nothing}The server's log has it under the event <code>${event}</code>, with its stack.</p>
  </details>`;

export function faultsView(options: TabOptions): TemplateResult {
  const { faults } = options.feed.store;
  if (faults.length === 0) return emptyView("Nothing has failed in the last 30 days.", nothing);
  return html`<div class="faults" data-testid="list">${repeat(
    faults,
    ({ id }) => id,
    (fault) => faultView(fault, options),
  )}</div>`;
}
