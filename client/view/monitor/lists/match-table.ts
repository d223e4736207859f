/** The table of the matches: rows that can be seen, headings that sort, and keys that lead from row to row. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { DirectiveResult } from "lit-html/directive.js";
import { guard } from "lit-html/directives/guard.js";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { MatchEntry } from "#client/net/monitor-store.ts";
import { within } from "../../ladder/player-link.ts";
import { vars } from "../../parts/vars.ts";
import { codeText } from "../match/words.ts";
import { matchPath } from "../paths.ts";
import { COLUMNS, isLate } from "./match-columns.ts";
import type { Sort } from "./order.ts";
import type { TabOptions } from "./tab-options.ts";
import { cellView, headView, type ListTable, type TableOptions } from "./table-parts.ts";
import { Touch } from "./touch.ts";
import { VirtualRows } from "./virtual-rows.ts";

export interface MatchTableOptions extends TableOptions {
  readonly feed: TabOptions["feed"];
  go(path: string): void;
}

/** The height of a row: styles/monitor.css takes it from here. */
const ROW_REM = 1.9;

export class MatchTable implements ListTable<MatchEntry> {
  readonly #options: MatchTableOptions;
  readonly #rows: VirtualRows;
  #entries: readonly MatchEntry[] = [];
  /** The row to which Tab leads. */
  #active = 0;
  /** The focus goes to the active row, once that is drawn. */
  #isMoving = false;
  readonly #touch: Touch;

  constructor(options: MatchTableOptions) {
    this.#options = options;
    this.#rows = new VirtualRows(ROW_REM, options.redraw);
    this.#touch = new Touch(options.touched);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { page } = this.#rows;
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page },
      ...{ Home: -this.#entries.length, End: this.#entries.length },
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#active = Math.min(this.#entries.length - 1, Math.max(0, this.#active + step));
    this.#isMoving = true;
    this.#rows.show(this.#active);
    this.#options.redraw();
  };

  view(entries: readonly MatchEntry[], sort: Sort): TemplateResult {
    this.#entries = entries;
    const { rows, above, below } = this.#rows.seen(entries.length);
    const first = rows[0]?.index ?? 0;
    const last = rows.at(-1)?.index ?? 0;
    // Tab always leads to a row that is there.
    const reached = this.#active >= first && this.#active <= last ? this.#active : first;
    const shown = rows.flatMap(({ index }) => {
      const entry = entries[index];
      return entry ? [{ index, entry }] : [];
    });
    const { entered, left, focused, blurred } = this.#touch;
    return html`
      <div class="list-scroll" ${ref(this.#rows.host)} data-testid="match-rows">
        <table class="list-table match-list" aria-label="Matches" aria-rowcount=${entries.length + 1}>
          <thead>
            <tr aria-rowindex="1">${COLUMNS.map((column) => headView(column, sort, this.#options.sort))}</tr>
          </thead>
          <tbody aria-hidden="true" class="gap" ${vars({ "--gap": `${above}px` })}><tr><td colspan=${COLUMNS.length}></td></tr></tbody>
          <tbody ${vars({ "--row": `${this.#rows.height}px` })} @keydown=${this.#key} @pointerenter=${entered} @pointerleave=${left}
            @focusin=${focused} @focusout=${blurred}>
            ${repeat(
              shown,
              ({ entry }) => entry.row.id,
              ({ entry, index }) => this.#seldom(entry, index, index === reached),
            )}
          </tbody>
          <tbody aria-hidden="true" class="gap" ${vars({ "--gap": `${below}px` })}><tr><td colspan=${COLUMNS.length}></td></tr></tbody>
        </table>
      </div>`;
  }

  /** A row is put together anew where something of it is another: its match, its place, or, with each second, its ages. */
  #seldom(before: MatchEntry, index: number, isReached: boolean): DirectiveResult {
    const { feed } = this.#options;
    const now = feed.now();
    const known = feed.store.matches.get(before.row.id);
    const isMoving = this.#isMoving && index === this.#active;
    return guard([known ?? before, known === undefined, index, isReached, isMoving, Math.floor(now / 1000)], () =>
      this.#row(known ?? before, index, { now, isReached, isKnown: known !== undefined }),
    );
  }

  #row(
    entry: MatchEntry,
    index: number,
    { now, isReached, isKnown }: { readonly now: number; readonly isReached: boolean; readonly isKnown: boolean },
  ): TemplateResult {
    return html`
      <tr aria-rowindex=${index + 2} ?data-late=${isLate(entry)} ?data-gone=${!isKnown} data-testid="match-row">
        ${COLUMNS.map((column) =>
          column.key === "code"
            ? html`<th scope="row" data-tier="1">${this.#link(entry, index, isReached)}${isKnown ? nothing : html` <span class="tag">gone</span>`}</th>`
            : cellView(column, entry, now),
        )}
      </tr>`;
  }

  #link({ row: { id, code } }: MatchEntry, index: number, isReached: boolean): TemplateResult {
    const path = matchPath(id);
    const focus = (element: Element | undefined) => {
      if (!this.#isMoving || index !== this.#active || !(element instanceof HTMLElement)) return;
      this.#isMoving = false;
      // Not while it is being drawn.
      queueMicrotask(() => element.focus({ preventScroll: true }));
    };
    return html`<a href=${path} tabindex=${isReached ? 0 : -1} data-testid="match-link" ${ref(focus)}
      @focus=${() => {
        this.#active = index;
      }} @click=${within(path, this.#options.go)}>${codeText(code)}</a>`;
  }
}
