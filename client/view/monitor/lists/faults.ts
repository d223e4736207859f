/** What has failed: the newest first, each with its one line. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { FaultRow } from "#shared/monitor/index.ts";
import { timeText } from "../match/words.ts";
import { emptyView, type ListSpec } from "./list.ts";
import { matchLink } from "./plain-table.ts";
import type { TabOptions } from "./tab-options.ts";
import type { ListTable, TableOptions } from "./table-parts.ts";
import { Touch } from "./touch.ts";

class FaultLines implements ListTable<FaultRow> {
  readonly #of: TabOptions;
  readonly #touch: Touch;

  constructor(of: TabOptions, { touched }: TableOptions) {
    this.#of = of;
    this.#touch = new Touch(touched);
  }

  view(faults: readonly FaultRow[]): TemplateResult {
    const { entered, left, focused, blurred } = this.#touch;
    return html`<div class="faults" data-testid="list" @pointerenter=${entered} @pointerleave=${left}
      @focusin=${focused} @focusout=${blurred}>${repeat(
        faults,
        ({ id }) => id,
        (fault) => this.#line(fault),
      )}</div>`;
  }

  #line({ at, event, game, match, code, detail }: FaultRow): TemplateResult {
    const { feed, go } = this.#of;
    return html`
      <details class="fault" data-testid="fault">
        <summary><time>${timeText(at, feed.now())}</time> <b>${event}</b>${game ? html` <span class="tag">${game}</span>` : nothing} <span class="detail">${detail}</span></summary>
        <p class="whole">${detail || "The log has no more of it."}</p>
        <p>${match ? html`In the match ${matchLink(match, code, go)}. ` : nothing}The server's log has it under the event <code>${event}</code>, with its stack.</p>
      </details>`;
  }
}

export function faultList(options: TabOptions): ListSpec<FaultRow> {
  const { feed } = options;
  const { store } = feed;
  return {
    columns: [
      {
        ...{ key: "ago", title: "When", hint: "In filters: minutes ago", isNumber: true },
        value: ({ at }, now) => (now - at) / 60_000,
      },
      { key: "event", title: "Event", value: ({ event }) => event },
      { key: "game", title: "Game", value: ({ game }) => game },
      { key: "code", title: "Match", value: ({ code }) => code },
      { key: "detail", title: "Detail", value: ({ detail }) => detail },
    ],
    name: "fault",
    usualSort: { key: "ago", isDown: false },
    example: "event=match_failed arena ago<60",
    keyOf: ({ id }) => id,
    entries: () => (store.isTold ? store.faults : undefined),
    now: () => feed.now(),
    empty: () => emptyView("Nothing has failed in the last 30 days."),
    table: (table) => new FaultLines(options, table),
  };
}
