/** The net graph: how the link is, over the game; and what makes it worse, to try things out. */
import { html, nothing, type TemplateResult } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import { logFault } from "#client/faults.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import { isClear } from "#client/net/conditions.ts";
import type { Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { PageScope } from "../page-scope.ts";
import { icons } from "../parts/icons.ts";
import type { Figure } from "./figures.ts";
import type { PageConditions } from "./page-conditions.ts";

type Panel = typeof import("./panel.ts");

/** Milliseconds between two looks at the numbers: faster could not be read. */
const EVERY = 200;

export interface NetGraphOptions {
  readonly session: Session;
  readonly settings: SettingsStore;
  readonly code: CodeFiles;
  readonly pageConditions: PageConditions;
  readonly scope: PageScope;
  /** Frames a second, as drawn. */
  readonly fps: () => number;
  redraw(): void;
}

export class NetGraph {
  readonly #options: NetGraphOptions;
  readonly #canvas = createRef<HTMLCanvasElement>();
  /** "fails": its code has not come. Opening the graph again tries it again. */
  #panel: Panel | "comes" | "fails" | undefined;
  #figures: readonly Figure[] = [];
  #fps = 0;
  #at = Number.NEGATIVE_INFINITY;
  #conditionsOpen = false;
  #ghosts = false;

  constructor(options: NetGraphOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#options.settings.value.stats;
  }

  async #load(): Promise<void> {
    const { scope, code, redraw } = this.#options;
    this.#panel = "comes";
    try {
      this.#panel = await scope.ask(() => code.load("net", () => import("./panel.ts")));
    } catch (error) {
      logFault("view_failed", { part: "net graph" }, error);
      this.#panel = "fails";
    }
    redraw();
  }

  /** Whether the link is made worse, or the page's address asked for conditions that do not exist. */
  get isWarned(): boolean {
    const { conditions, problems } = this.#options.pageConditions;
    return !isClear(conditions) || problems.length > 0;
  }

  /** Whether ghosts are to be drawn. */
  get ghosts(): boolean {
    return this.#ghosts;
  }

  toggle(): void {
    const { settings } = this.#options;
    if (this.#panel === "fails") this.#panel = undefined;
    settings.set({ stats: !settings.value.stats });
  }

  toggleGhosts(): void {
    this.#ghosts = !this.#ghosts;
    this.#options.redraw();
  }

  /** Call it at every drawn frame. @param tick milliseconds */
  draw(now: number, tick: number): void {
    if (!this.isOpen) return;
    if (this.#panel === undefined) void this.#load();
    if (typeof this.#panel !== "object") return;
    const { figures, drawStrip } = this.#panel;
    const { session, fps } = this.#options;
    const { stats } = session;
    if (this.#canvas.value) drawStrip(this.#canvas.value, stats.gaps, tick);
    if (now - this.#at < EVERY) return;
    this.#at = now;
    this.#figures = figures(stats, session.seat >= 0);
    this.#fps = Math.round(fps());
  }

  /** @param haunted whether the game knows ghosts */
  view(haunted: boolean): TemplateResult | typeof nothing {
    if (!this.isOpen || this.#panel === undefined || this.#panel === "comes") return nothing;
    if (this.#panel === "fails")
      return html`<section class="net" data-over><p class="net-problem" role="status">The net graph did not come. Open it again, or load the page again.</p></section>`;
    const { conditionerView, titleOf } = this.#panel;
    const { pageConditions, redraw } = this.#options;
    const turnConditions = () => {
      this.#conditionsOpen = !this.#conditionsOpen;
      redraw();
    };
    return html`
      <section class="net" data-over aria-label="Network" data-testid="net-graph">
        <canvas class="net-strip" role="img" aria-label="Gaps between the last frames" ${ref(this.#canvas)}></canvas>
        <dl class="net-figures">
          ${this.#figures.map(
            ({ id, label, value, tone, about }) =>
              html`<div title=${about}><dt>${label}</dt><dd class=${tone} data-figure=${id}>${value}</dd></div>`,
          )}
          <div title="Pictures a second"><dt>Drawn</dt><dd data-figure="fps">${this.#fps} fps</dd></div>
        </dl>
        <div class="net-ways">
          ${haunted ? this.#ghostsView() : nothing}
          <button class="quiet" aria-expanded=${this.#conditionsOpen} aria-controls="net-line" data-testid="net-line-toggle" @click=${turnConditions}>
            Line: <b class=${this.isWarned ? "warn" : ""}>${titleOf(pageConditions.conditions)}</b>
          </button>
        </div>
        ${haunted && this.#ghosts ? legend : nothing}
        ${pageConditions.problems.map((problem) => html`<p class="net-problem" role="status">Ignored: ${problem}</p>`)}
        ${this.#conditionsOpen ? conditionerView(pageConditions.conditions, redraw) : nothing}
      </section>`;
  }

  #ghostsView(): TemplateResult {
    return html`
      <button class="quiet ${this.#ghosts ? "on" : ""}" aria-pressed=${this.#ghosts} title="Ghosts (G)" data-testid="net-ghosts"
        @click=${() => this.toggleGhosts()}>${icons.ghost} Ghosts</button>`;
  }
}

const legend = html`
  <ul class="net-legend">
    <li class="known">you, at the server</li>
    <li class="real">others, right now</li>
    <li class="rewound">others, for your shots</li>
  </ul>`;
