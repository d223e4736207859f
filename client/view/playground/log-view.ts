/** The log of a connection: messages both ways, one by one, the newest first. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { type LogEntry, logJson, type MessageLog, MOST_ENTRIES } from "#client/session/playground/log.ts";
import { anatomyOf } from "#client/session/playground/parts.ts";
import type { Change, Step } from "#client/session/playground/world.ts";
import type { PageScope } from "../page-scope.ts";
import { copyText } from "../parts/copy.ts";
import { bytesView } from "./bytes-view.ts";

/** So many are drawn at first, and more each time that more are asked for. */
const PAGE = 50;

const ARROWS = { up: "↑", down: "↓", page: "·" } as const;
const WAYS = { up: "sent", down: "received", page: "this page" } as const;

const cellText = ({ table, column, row, before, after }: Change): string =>
  `${table}.${column}[${row}]: ${before} → ${after}`;

const hex32 = (hash: number): string => hash.toString(16).padStart(8, "0");

function hashText({ hash }: Step): string {
  if (hash === undefined) return "";
  return hash.sent === hash.computed
    ? `hash agrees (${hex32(hash.sent)})`
    : `hash differs: sent ${hex32(hash.sent)}, computed ${hex32(hash.computed)}`;
}

const summaryOf = ({ fields, step }: LogEntry): string =>
  [
    ...fields.map(({ name, value }) => `${name} ${value}`),
    ...(step ? [`${step.changes.length + step.more} cells`, hashText(step)] : []),
  ]
    .filter((part) => part !== "")
    .join(", ");

export interface LogViewOptions {
  readonly log: MessageLog;
  readonly scope: PageScope;
  redraw(): void;
}

export class LogView {
  readonly #options: LogViewOptions;
  readonly #open = new Set<number>();
  #most = PAGE;
  #copied = "";

  constructor(options: LogViewOptions) {
    this.#options = options;
  }

  #set(change: () => void): void {
    change();
    this.#options.redraw();
  }

  async #copy(): Promise<void> {
    const { log, scope } = this.#options;
    const done = await scope.ask((signal) => copyText(logJson(log.shown), signal));
    this.#set(() => (this.#copied = done ? "Copied" : "The browser does not let this page copy"));
    await scope.wait(2000);
    this.#set(() => (this.#copied = ""));
  }

  view(): TemplateResult {
    const { log } = this.#options;
    const { shown } = log;
    return html`
      <div class="row play-log-acts">
        <button class="small" aria-pressed=${log.paused} data-testid="play-pause" @click=${() => this.#set(() => log.pause(!log.paused))}>
          ${log.paused ? `Paused: ${log.waiting} newer` : "Pause"}</button>
        <button class="small" @click=${() => this.#set(() => this.#clear())}>Clear</button>
        <button class="small" @click=${() => void this.#copy()}>Copy as JSON</button>
        <span role="status">${this.#copied}</span>
      </div>
      <fieldset class="play-filter"><legend class="unseen">Which messages are shown</legend>
        ${[...log.names].map(
          ([name, count]) => html`<label><input type="checkbox" .checked=${!log.isHidden(name)}
            @change=${() => this.#set(() => log.toggle(name))} /> ${name} <small>${count}</small></label>`,
        )}
      </fieldset>
      <ol class="play-log" data-testid="play-log" tabindex="0" aria-label="Messages, the newest first">
        ${repeat(
          shown.slice(0, this.#most),
          ({ n }) => n,
          (entry) => this.#entry(entry),
        )}
      </ol>
      ${
        shown.length > this.#most
          ? html`<button class="small" @click=${() => this.#set(() => (this.#most += PAGE))}>Show older ones (${shown.length - this.#most})</button>`
          : html`<p class="dim">${shown.length === 0 ? "No message yet." : `The newest ${MOST_ENTRIES} are kept.`}</p>`
      }`;
  }

  #clear(): void {
    this.#options.log.clear();
    this.#open.clear();
    this.#most = PAGE;
  }

  #entry(entry: LogEntry): TemplateResult {
    const { n, at, way, name, bytes, problem, step } = entry;
    const isOpen = this.#open.has(n);
    const turn = () => this.#set(() => this.#open.delete(n) || this.#open.add(n));
    const differs = step?.hash !== undefined && step.hash.sent !== step.hash.computed;
    return html`
      <li data-way=${way} data-name=${name} ?data-bad=${problem !== undefined || differs}>
        <button aria-expanded=${isOpen} @click=${turn}>
          <span class="play-at">${(at / 1000).toFixed(3)}</span>
          <span aria-label=${WAYS[way]} role="img">${ARROWS[way]}</span>
          <b>${name}</b> <small>${bytes.length} B</small>
          <span class="play-summary">${problem ?? summaryOf(entry)}</span>
        </button>
        ${isOpen ? this.#detail(entry) : nothing}
      </li>`;
  }

  #detail({ fields, step, bytes, names, problem, name }: LogEntry): TemplateResult {
    const isText = name === "text";
    return html`
      <div class="play-detail">
        ${problem === undefined ? nothing : html`<p class="problem">${problem}</p>`}
        <dl>${fields.map(({ name: of, value, means }) => html`<div><dt>${of}</dt><dd>${value}${means ? html` <small>${means}</small>` : nothing}</dd></div>`)}</dl>
        ${
          step
            ? html`<p>Tick ${step.tick}. ${hashText(step)}</p>
              <ul class="play-changes">${step.changes.map((change) => html`<li>${cellText(change)}</li>`)}</ul>
              ${step.more > 0 ? html`<p class="dim">${step.more} more cells.</p>` : nothing}`
            : nothing
        }
        ${isText ? nothing : bytesView(bytes, anatomyOf(bytes), [names ?? []])}
      </div>`;
  }
}
