/** Which of a world's tables is looked at: a button for each. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { WorldTable } from "./grid.ts";

interface Named extends WorldTable {
  /** One row, which is always there. */
  readonly single: boolean;
}

/** The table of this name, or the first that is the game's own: `world` and `seats`, the runtime's, come before. */
export const chosenOf = (tables: readonly Named[], name: string): string | undefined =>
  tables.some((table) => table.name === name) ? name : (tables[2] ?? tables[0])?.name;

/** @param shown from `chosenOf` */
export const choiceView = (
  tables: readonly Named[],
  shown: string | undefined,
  pick: (name: string) => void,
): TemplateResult => html`
  <div class="world-tabs">
    ${tables.map(
      ({ name, rows, single }) =>
        html`<button aria-pressed=${name === shown} @click=${() => pick(name)}>${name}${single ? nothing : html` <small>${rows.length}</small>`}</button>`,
    )}
  </div>`;
