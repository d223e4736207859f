/** What went wrong in a trace, under the scrubber and in its measure: marks to jump to, frames, round trips. */
import "../styles/lanes.css";
import { html, svg, type TemplateResult } from "lit-html";
import type { Playhead } from "#client/session/recording/playhead.ts";
import type { TraceMark, TraceReading } from "#client/session/recording/trace-reading.ts";
import { vars } from "../parts/vars.ts";
import { clockOf } from "./scrubber.ts";

/** A lane is so high, in its own units. */
const HIGH = 20;
/** Frames that are this late, and round trips and corrections this great, fill their lane. */
const FULL = { late: 300, roundTrip: 400 };
/** One looks at what comes up to a mark first, in seconds. */
const BEFORE_S = 0.5;

const TITLES: Readonly<Record<TraceMark["kind"], string>> = {
  gap: "Frames",
  late: "Inputs",
  correction: "Corrections",
};

function textOf({ kind, count, most }: TraceMark): string {
  switch (kind) {
    case "gap":
      return `frames came up to ${most} ms late`;
    case "late":
      return count === 1 ? "an input came too late" : `${count} inputs came too late`;
    case "correction":
      return `${count === 1 ? "a correction" : `${count} corrections`} of up to ${Math.round(most)}`;
  }
}

export interface LanesOptions {
  readonly playhead: Playhead;
  readonly reading: TraceReading;
  readonly marks: readonly TraceMark[];
  redraw(): void;
}

export class TraceLanes {
  readonly #options: LanesOptions;
  readonly #frames: string;
  readonly #roundTrips: string;
  readonly #corrections: string;

  constructor(options: LanesOptions) {
    this.#options = options;
    const { reading } = options;
    const { corrections, roundTrips } = reading.trace;
    const up = (value: number, full: number): string => (HIGH - Math.min(1, value / full) * (HIGH - 1)).toFixed(1);
    const at = (when: number): string => reading.tickAt(when).toFixed(1);
    this.#frames = reading
      .lateness()
      .map(([when, ms]) => `M${at(when)} ${HIGH}V${up(ms, FULL.late)}`)
      .join("");
    this.#roundTrips = roundTrips
      .map(([when, ms], i) => `${i === 0 ? "M" : "L"}${at(when)} ${up(ms, FULL.roundTrip)}`)
      .join("");
    const greatest = Math.max(1, ...corrections.map(([, , size]) => size));
    this.#corrections = corrections.map(([, tick, size]) => `M${tick} ${HIGH}V${up(size, greatest)}`).join("");
  }

  view(): TemplateResult {
    const { playhead } = this.#options;
    const cursor = this.#share(playhead.position);
    return html`
      <div class="lanes" data-testid="trace-lanes" ${vars({ "--at": cursor.toFixed(5) })}>
        ${this.#lane("gap", html`${this.#drawing("frames", this.#frames)}${this.#drawing("round-trips", this.#roundTrips)}`)}
        ${this.#lane("late", html``)}
        ${this.#lane("correction", this.#drawing("corrections", this.#corrections))}
        <i class="lanes-cursor" aria-hidden="true"></i>
      </div>
      ${this.#legend()}`;
  }

  #share(tick: number): number {
    const { first, last } = this.#options.playhead;
    return last > first ? Math.min(1, Math.max(0, (tick - first) / (last - first))) : 0;
  }

  #drawing(name: string, path: string): TemplateResult {
    const { first, last } = this.#options.playhead;
    return html`
      <svg class="lane-drawing ${name}" viewBox="${first} 0 ${Math.max(1, last - first)} ${HIGH}" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<path d=${path} vector-effect="non-scaling-stroke" />`}
      </svg>`;
  }

  #lane(kind: TraceMark["kind"], drawing: TemplateResult): TemplateResult {
    const marks = this.#options.marks.filter((mark) => mark.kind === kind);
    return html`
      <div class="lane ${kind}" role="group" aria-label=${TITLES[kind]}>
        <span class="lane-title" aria-hidden="true">${TITLES[kind]} <b>${marks.length}</b></span>
        ${drawing} ${marks.map((mark) => this.#mark(mark))}
      </div>`;
  }

  #mark(mark: TraceMark): TemplateResult {
    const { playhead } = this.#options;
    const words = `${clockOf((mark.tick - playhead.first) / playhead.tickRate)}: ${textOf(mark)}`;
    return html`
      <button class="lane-mark" aria-label=${words} title=${words} data-testid="trace-mark" data-kind=${mark.kind}
        ${vars({ "--at": this.#share(mark.tick).toFixed(5) })} @click=${() => this.#jump(mark)}></button>`;
  }

  #jump({ tick }: TraceMark): void {
    const { playhead, redraw } = this.#options;
    playhead.slide(tick - BEFORE_S * playhead.tickRate);
    redraw();
  }

  #legend(): TemplateResult {
    const { playhead, reading } = this.#options;
    const behind = reading.behindAt(playhead.position);
    const when = reading.whenAt(playhead.position);
    const roundTrip = when === undefined ? undefined : reading.roundTripAt(when);
    const ms = behind === undefined ? undefined : Math.round((behind * 1000) / playhead.tickRate);
    return html`
      <p class="lanes-legend">
        <span><i class="saw"></i>white ring: where the player saw themselves</span>
        <span><i class="had"></i>solid: what the server had at that tick</span>
        <span class="lanes-now" data-testid="trace-now">
          ${ms === undefined ? "not recorded here" : `the player saw the others ${ms} ms behind`}${roundTrip === undefined ? "" : ` · ping ${roundTrip} ms`}
        </span>
      </p>`;
  }
}
