/** The world of the match, table by table. It is asked for only while this part is open. */
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { TableLook } from "#shared/monitor/index.ts";
import { choiceView, chosenOf } from "../../tables/choice.ts";
import { cellsOf, gridView, type Sort, sorted } from "../../tables/grid.ts";

export interface WorldOptions {
  redraw(): void;
  /** The part was opened, or closed. */
  turned(isOpen: boolean): void;
}

export class World {
  readonly #options: WorldOptions;
  #isOpen = false;
  #table = "";
  #filter = "";
  #sort: Sort | undefined;
  #now: readonly TableLook[] = [];
  #before: ReadonlyMap<string, number> = new Map();

  constructor(options: WorldOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Another look has come. */
  came(tables: readonly TableLook[] | undefined): void {
    if (tables === undefined || tables === this.#now) return;
    this.#before = cellsOf(this.#now);
    this.#now = tables;
  }

  #set(change: () => void): void {
    change();
    this.#options.redraw();
  }

  #turn(): void {
    this.#isOpen = !this.#isOpen;
    this.#now = [];
    this.#before = new Map();
    this.#options.turned(this.#isOpen);
    this.#options.redraw();
  }

  view(): TemplateResult {
    return html`
      <section class="panel" aria-labelledby="world">
        <header>
          <h2 id="world">World</h2>
          <button class="small" aria-expanded=${this.#isOpen} aria-controls="world-tables" data-testid="world-open"
            @click=${() => this.#turn()}>${this.#isOpen ? "Close the tables" : "Show the tables"}</button>
        </header>
        <div id="world-tables" class="world-tables">${this.#isOpen ? this.#tables() : nothing}</div>
      </section>`;
  }

  #tables(): TemplateResult {
    if (this.#now.length === 0) return html`<p role="status">Asking the match …</p>`;
    const shown = chosenOf(this.#now, this.#table);
    const table = this.#now.find(({ name }) => name === shown);
    const pick = (name: string) =>
      this.#set(() => {
        this.#table = name;
        this.#sort = undefined;
      });
    const type = ({ target }: Event) =>
      target instanceof HTMLInputElement && this.#set(() => (this.#filter = target.value));
    return html`
      ${choiceView(this.#now, shown, pick)}
      <label class="inline-field"><span>Filter</span>
        <input type="search" placeholder="12, x>100, row=3" data-testid="world-filter" .value=${live(this.#filter)} @input=${type} /></label>
      <div class="wide tall" role="region" aria-label="Table ${shown ?? ""}" tabindex="0">
        ${
          table === undefined
            ? nothing
            : gridView(table, {
                ...{ filter: this.#filter, sort: this.#sort, before: this.#before },
                sortBy: (column) => this.#set(() => (this.#sort = sorted(this.#sort, column))),
              })
        }
      </div>`;
  }
}
