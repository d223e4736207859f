/** The modes of a game as cards: what kind of play it is, and how many are at it. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Mode } from "#shared/sim/index.ts";
import { icons } from "../parts/icons.ts";
import type { Counts } from "./start-counts.ts";
import { numberView } from "./start-number.ts";

export interface ModesOptions {
  /** The game's name, and its modes by name. */
  readonly game: string;
  readonly modes: Readonly<Record<string, Mode>>;
  readonly chosen: string;
  /** Undefined before they are known. */
  counts(mode: string): Counts | undefined;
  choose(mode: string): void;
}

/** A mode with rules for its queue pairs players of equal strength; in any other one plays at once. */
export const isCompetitive = (mode: Mode | undefined): boolean => mode?.queue !== undefined;

const KINDS = [
  { title: "Casual", competitive: false },
  { title: "Competitive", competitive: true },
] as const;

export function modesView(options: ModesOptions): TemplateResult {
  const modes = Object.entries(options.modes);
  return html`
    <div class="kinds" role="radiogroup" aria-label="Mode">
      ${KINDS.map((kind) => {
        const these = modes.filter(([, mode]) => isCompetitive(mode) === kind.competitive);
        return these.length === 0 ? nothing : kindView(kind, these, options);
      })}
    </div>`;
}

function kindView(
  { title, competitive }: (typeof KINDS)[number],
  modes: readonly (readonly [string, Mode])[],
  options: ModesOptions,
): TemplateResult {
  return html`
    <fieldset class="modes ${competitive ? "competitive" : ""}">
      <legend>${title}</legend>
      ${repeat(
        modes,
        ([mode]) => `${options.game} ${mode}`,
        ([mode, { title }]) => cardView(mode, title, competitive, options),
      )}
    </fieldset>`;
}

/** In a queue one does not join a match that is open: it counts who waits for one. */
function cardView(
  mode: string,
  title: string,
  competitive: boolean,
  { chosen, counts, choose }: ModesOptions,
): TemplateResult {
  const { players, open, searching } = counts(mode) ?? {};
  return html`
    <label>
      <input type="radio" name="mode" value=${mode} .checked=${mode === chosen} data-testid="mode-${mode}"
        aria-labelledby="mode-${mode}" aria-describedby="mode-count-${mode}" @change=${() => choose(mode)} />
      <span class="mode">
        <b id="mode-${mode}">${title}</b>
        <span class="counts" id="mode-count-${mode}" data-testid="counts-${mode}">
          <span>${icons.people} ${numberView(players)} playing<span class="unseen">,</span></span>
          ${
            competitive
              ? html`<span>${icons.seek} ${numberView(searching)} searching</span>`
              : html`<span>${icons.door} ${numberView(open)} open</span>`
          }
        </span>
      </span>
    </label>`;
}
