/** The world of a connection, table by table, and whether it is the server's. */
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { WorldFollower } from "#client/session/playground/world.ts";
import type { TableLook } from "#shared/monitor/index.ts";
import { tablesOf } from "#shared/monitor/tables.ts";
import { choiceView, chosenOf } from "../tables/choice.ts";
import { cellsOf, gridView, type Sort, sorted } from "../tables/grid.ts";

export interface WorldViewOptions {
  readonly world: WorldFollower;
  redraw(): void;
  /** Asks the server for a keyframe. */
  resync(): void;
}

export class WorldView {
  readonly #options: WorldViewOptions;
  #table = "";
  #filter = "";
  #sort: Sort | undefined;
  #tick = -1;
  #now: readonly TableLook[] = [];
  #before: ReadonlyMap<string, number> = new Map();

  constructor(options: WorldViewOptions) {
    this.#options = options;
  }

  #set(change: () => void): void {
    change();
    this.#options.redraw();
  }

  /** What has changed is lit until the world is at another tick. */
  #look(): void {
    const { world } = this.#options.world;
    if (!world || world.tick === this.#tick) return;
    this.#before = cellsOf(this.#now);
    this.#now = tablesOf(world);
    this.#tick = world.tick;
  }

  view(): TemplateResult {
    const { world, resync } = this.#options;
    this.#look();
    if (!world.world) return html`<p class="dim">It comes with the first keyframe.</p>`;
    const shown = chosenOf(this.#now, this.#table);
    const table = this.#now.find(({ name }) => name === shown);
    const pick = (name: string) =>
      this.#set(() => {
        this.#table = name;
        this.#sort = undefined;
      });
    return html`
      <p data-testid="play-hash">Tick ${this.#tick}. ${hashesText(world)}</p>
      ${
        world.isAstray
          ? html`<p class="problem">This world is not the server's: only a keyframe helps. What that changes shows where it was wrong.
              <button class="small" @click=${resync}>Send a resync</button></p>`
          : nothing
      }
      ${choiceView(this.#now, shown, pick)}
      <label class="field"><span>Filter</span>
        <input type="search" placeholder="12, x>100, row=3" .value=${live(this.#filter)}
          @input=${({ target }: Event) => target instanceof HTMLInputElement && this.#set(() => (this.#filter = target.value))} /></label>
      <div class="play-scroll" role="group" aria-label="Table ${shown ?? ""}" tabindex="0" data-testid="play-table">
        ${
          table
            ? gridView(table, {
                ...{ filter: this.#filter, sort: this.#sort, before: this.#before },
                sortBy: (column) => this.#set(() => (this.#sort = sorted(this.#sort, column))),
              })
            : nothing
        }
      </div>`;
  }
}

function hashesText({ agreed, differed }: WorldFollower): string {
  if (differed > 0)
    return `The hash has differed ${differed} ${differed === 1 ? "time" : "times"}, and agreed ${agreed}.`;
  return agreed === 0 ? "No hash has come yet." : `The hash agrees: ${agreed} compared.`;
}
