/** The development panel (F2): the world's tables as they are, and the match held, stepped, gone back with and changed. */
import "../styles/net.css";
import { html, nothing, render, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { DevAct, DevCell, DevHistory, DevState } from "#shared/dev/state.ts";
import { conditionerView } from "../net/conditioner.ts";
import { pageConditions } from "../net/page-conditions.ts";
import { sources } from "../probe.ts";
import { choiceView, chosenOf } from "../tables/choice.ts";
import { cellsOf, gridView, keyOf, type Sort, sorted } from "../tables/grid.ts";
import { cellView } from "./cell-view.ts";
import { Guesses } from "./guesses.ts";
import { act, historyOf, matchCode } from "./server.ts";
import { type Choice, type Looked, look } from "./world-source.ts";

/** How often it looks, in milliseconds: a person can read no faster. */
const LOOK_MS = 250;

type Part = "tables" | "guesses" | "line";
const PARTS: Readonly<Record<Part, string>> = {
  tables: "Tables",
  guesses: "Predicted and came",
  line: "The line",
};

class Panel {
  readonly #root = document.createElement("aside");
  readonly #guesses = new Guesses();
  #open = false;
  #part: Part = "tables";
  #choice: Choice = "whole";
  #table = "";
  #filter = "";
  #sort: Sort | undefined;
  #chosen: DevCell | undefined;
  #history: DevHistory | undefined;
  #looked: Looked = { state: undefined, tick: 0, panes: [] };
  #before: ReadonlyMap<string, number> = new Map();
  /** Why the last act was not done. */
  #refusal = "";

  constructor(within: HTMLElement) {
    this.#root.className = "dev-panel";
    this.#root.dataset.testid = "dev-panel";
    this.#root.setAttribute("aria-label", "Development");
    // What is typed here is no input of the match.
    for (const type of ["keydown", "keyup", "pointerdown", "pointerup", "mousedown", "wheel"] as const) {
      this.#root.addEventListener(type, (event) => {
        if (!(event instanceof KeyboardEvent && event.key === "F2")) event.stopPropagation();
      });
    }
    within.append(this.#root);
  }

  toggle(): void {
    this.#open = !this.#open;
    this.#root.hidden = !this.#open;
    if (!this.#open) return;
    void this.#run();
    this.#frame();
  }

  #frame(): void {
    if (!this.#open) return;
    this.#guesses.look();
    requestAnimationFrame(() => this.#frame());
  }

  async #run(): Promise<void> {
    while (this.#open) {
      await this.#look();
      await new Promise((done) => setTimeout(done, LOOK_MS));
    }
  }

  async #look(): Promise<void> {
    try {
      const looked = await look(this.#choice);
      this.#before = cellsOf(this.#looked.panes[0]?.tables ?? []);
      this.#looked = looked;
      const code = matchCode();
      this.#history = code && this.#chosen ? await historyOf(code, this.#chosen) : undefined;
    } catch (error) {
      // The server is being made anew, or gone: the next look says.
      this.#refusal = String(error);
    }
    this.#show();
  }

  readonly #do = async (what: DevAct): Promise<void> => {
    const code = matchCode();
    if (code === undefined) return;
    this.#refusal = (await act(code, what)) ?? "";
    await this.#look();
  };

  #set(change: () => void): void {
    change();
    void this.#look();
  }

  #show(): void {
    const { state, tick } = this.#looked;
    render(
      html`
        <header>
          <b>${state?.game ?? sources?.drawn()?.world.layout.game.name ?? "No match"}</b>
          <span class="dev-dim">tick</span> <output data-testid="dev-tick">${tick}</output>
          ${state?.paused ? html`<em>paused</em>` : nothing}${state?.stopped ? html`<em>stands still</em>` : nothing}
          <button class="dev-close" aria-label="Close (F2)" title="F2" @click=${() => this.toggle()}>✕</button>
        </header>
        ${state ? this.#clock(state) : this.#playhead()}
        ${this.#refusal ? html`<p class="dev-refusal" role="alert">${this.#refusal}</p>` : nothing}
        <nav>
          ${Object.entries(PARTS).map(
            ([part, title]) =>
              html`<button aria-pressed=${part === this.#part} @click=${() => this.#set(() => (this.#part = part as Part))}>${title}</button>`,
          )}
        </nav>
        ${this.#body()}`,
      this.#root,
    );
  }

  /** Of a match at the server. */
  #clock({ paused, stopped, tick, kept }: DevState): TemplateResult {
    const holds = paused || stopped !== undefined;
    const back = (ticks: number) => this.#do({ act: "back", tick: Math.max(kept?.first ?? 0, tick - ticks) });
    const slide = ({ target }: Event) =>
      target instanceof HTMLInputElement && void this.#do({ act: "back", tick: target.valueAsNumber });
    return html`
      <div class="dev-clock">
        <button data-testid="dev-pause" @click=${() => this.#do({ act: holds ? "run" : "pause" })}>${holds ? "▶ Run on" : "❚❚ Pause"}</button>
        <button title="Ten ticks back" @click=${() => back(10)}>−10</button>
        <button title="One tick back" data-testid="dev-back" @click=${() => back(1)}>−1</button>
        <button title="One tick" data-testid="dev-step" @click=${() => this.#do({ act: "step", ticks: 1 })}>+1</button>
        <button title="Ten ticks" @click=${() => this.#do({ act: "step", ticks: 10 })}>+10</button>
        ${
          kept
            ? html`<input type="range" aria-label="A tick that is kept" title="Back to a tick; Run on goes on from there" min=${kept.first} max=${Math.max(tick, kept.last)}
                .value=${live(String(tick))} @change=${slide} />
                <button title="Go on from a second ago: another course of the match" @click=${() => this.#do({ act: "fork", tick: Math.max(kept.first, tick - this.#rate) })}>Fork 1 s ago</button>`
            : nothing
        }
      </div>`;
  }

  get #rate(): number {
    return this.#looked.state?.tickRate ?? 30;
  }

  /** Of a replay or a trace. */
  #playhead(): TemplateResult | typeof nothing {
    const playhead = sources?.session.playhead;
    if (!playhead) return nothing;
    const by = (ticks: number) => {
      playhead.pause();
      const { first, last } = playhead;
      playhead.seek(Math.min(last, Math.max(first, Math.floor(playhead.position) + ticks)));
      void this.#look();
    };
    return html`
      <div class="dev-clock">
        <button data-testid="dev-pause" @click=${() => this.#set(() => playhead.toggle())}>${playhead.state === "paused" ? "▶ Play" : "❚❚ Pause"}</button>
        <button @click=${() => by(-10)}>−10</button><button data-testid="dev-back" @click=${() => by(-1)}>−1</button>
        <button data-testid="dev-step" @click=${() => by(1)}>+1</button><button @click=${() => by(10)}>+10</button>
      </div>`;
  }

  #body(): TemplateResult {
    switch (this.#part) {
      case "tables":
        return this.#tables();
      case "guesses":
        return this.#missed();
      case "line":
        return html`<div class="dev-line net">${conditionerView(pageConditions.conditions, () => this.#show())}</div>`;
    }
  }

  #tables(): TemplateResult {
    const { state, panes } = this.#looked;
    const names = panes[0]?.tables ?? [];
    const shown = chosenOf(names, this.#table);
    const choose = ({ target }: Event) =>
      target instanceof HTMLSelectElement && this.#set(() => (this.#choice = target.value as Choice));
    const type = ({ target }: Event) =>
      target instanceof HTMLInputElement && this.#set(() => (this.#filter = target.value));
    return html`
      <div class="dev-bar">
        ${
          state
            ? html`<select aria-label="Whose world" data-testid="dev-whose" .value=${live(this.#choice)} @change=${choose}>
                <option value="whole">The server's world</option>
                <option value="seats">What each seat knows, side by side</option>
                ${Array.from({ length: state.seats }, (_, seat) => html`<option value="seat ${seat}">What seat ${seat} knows</option>`)}
                <option value="seat -1">What spectators know</option>
                <option value="known">This page: the newest that has come</option>
                <option value="predicted">This page: as it predicts</option>
              </select>`
            : nothing
        }
        <input type="search" aria-label="Filter" placeholder="filter: 12, x>100, row=3" .value=${live(this.#filter)} @input=${type} />
      </div>
      ${choiceView(names, shown, (name) => this.#set(() => this.#pick(name)))}
      <div class="dev-panes">
        ${panes.map(({ title, tables }) => {
          const table = tables.find(({ name }) => name === shown);
          return html`<section>${title ? html`<h3>${title}</h3>` : nothing}${table ? this.#grid(table) : nothing}</section>`;
        })}
      </div>
      ${this.#chosen ? this.#cell(this.#chosen) : nothing}`;
  }

  #pick(table: string): void {
    this.#table = table;
    this.#sort = undefined;
    this.#chosen = undefined;
  }

  #grid(table: Parameters<typeof gridView>[0]): TemplateResult {
    return gridView(table, {
      ...{ filter: this.#filter, sort: this.#sort, before: this.#before },
      sortBy: (column) => this.#set(() => (this.#sort = sorted(this.#sort, column))),
      choice: { chosen: this.#chosen, choose: (cell) => this.#set(() => (this.#chosen = cell)) },
    });
  }

  #cell(cell: DevCell): TemplateResult {
    const canSet = this.#looked.state !== undefined && this.#choice === "whole";
    return cellView({
      ...{ cell, history: this.#history },
      set: canSet ? (value) => void this.#do({ act: "edit", ...cell, value }) : undefined,
      close: () => this.#set(() => (this.#chosen = undefined)),
    });
  }

  #missed(): TemplateResult {
    const { missed, count } = this.#guesses;
    return html`
      <p class="dev-dim">Since this panel was opened ${count.wrong} of ${count.compared} ticks came otherwise than this page predicted.</p>
      <table data-testid="dev-missed">
        <thead><tr><th>tick</th><th>cell</th><th>predicted</th><th>came</th><th>off by</th></tr></thead>
        <tbody>
          ${missed.map(
            (miss) =>
              html`<tr><th>${miss.tick}</th><td>${keyOf(miss)}</td><td>${miss.left}</td><td>${miss.right}</td><td>${miss.right - miss.left}</td></tr>`,
          )}
        </tbody>
      </table>`;
  }
}

/** Opens it. */
export function openPanel(within: HTMLElement): { toggle(): void } {
  const panel = new Panel(within);
  panel.toggle();
  return panel;
}
