/** The bar from the first moment to the last: to stop, go back, look slowly, and be live again. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { type Playhead, SPEEDS } from "#client/session/recording/playhead.ts";
import { icons } from "../parts/icons.ts";
import type { Marks } from "./marks.ts";

/** Seconds of a jump, and of a large one. */
const JUMP_S = 5;
const LEAP_S = 30;

const NAMES: Readonly<Record<number, string>> = { 0.25: "¼×", 0.5: "½×", 1: "1×", 2: "2×", 4: "4×", 8: "8×" };

/** "1:05"; with hours where there are any. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** In words, for screen readers. */
function spoken(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  const say = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;
  return minutes > 0 ? `${say(minutes, "minute")} ${say(rest, "second")}` : say(rest, "second");
}

export class Scrubber {
  readonly playhead: Playhead;
  readonly #redraw: () => void;
  /** Where something happened; undefined until it is known how to find out. */
  marks: Marks | undefined;
  /** The thumb is held; and it goes on when it is let go. */
  #held: "goes" | "stands" | undefined;
  #path = "";
  #drawnMarks: readonly [ticks: readonly number[], count: number] | undefined;

  constructor(playhead: Playhead, redraw: () => void) {
    this.playhead = playhead;
    this.#redraw = redraw;
  }

  /**
   * Does what a key stands for.
   * @param panning whether the arrows move the camera
   * @returns whether it stands for something
   */
  key(code: string, panning: boolean): boolean {
    const { live } = this.playhead;
    const paused = this.playhead.state === "paused";
    const keys: Readonly<Record<string, (() => void) | undefined>> = {
      Space: () => this.playhead.toggle(),
      KeyK: () => this.playhead.toggle(),
      KeyJ: () => this.playhead.skip(-JUMP_S),
      KeyL: () => this.playhead.skip(JUMP_S),
      PageDown: () => this.playhead.skip(-LEAP_S),
      PageUp: () => this.playhead.skip(LEAP_S),
      Home: () => this.playhead.slide(this.playhead.first),
      End: () => (live ? this.playhead.toLive() : this.playhead.slide(this.playhead.last)),
      Comma: () => (paused ? this.playhead.step(-1) : this.playhead.shift(-1)),
      Period: () => (paused ? this.playhead.step(1) : this.playhead.shift(1)),
      ...(!panning && {
        ArrowLeft: () => this.playhead.skip(-JUMP_S),
        ArrowRight: () => this.playhead.skip(JUMP_S),
      }),
    };
    const act = keys[code];
    act?.();
    if (act) this.#redraw();
    return act !== undefined;
  }

  /** How far the spectator is, in words: of a file from its beginning, of what is live from its now. */
  #text(): string {
    const { position, first, last, tickRate, live, state, delay } = this.playhead;
    if (!live) return `${clockOf((position - first) / tickRate)} / ${clockOf((last - first) / tickRate)}`;
    if (state === "live") return delay > 0 ? `${delay} s behind` : "";
    return `−${clockOf((last - position) / tickRate)}`;
  }

  #spoken(): string {
    const { position, first, last, tickRate, live, state, delay } = this.playhead;
    if (!live) return `${spoken((position - first) / tickRate)} of ${spoken((last - first) / tickRate)}`;
    if (state === "live") return delay > 0 ? `live, ${spoken(delay)} behind the match` : "live";
    return `${spoken((last - position) / tickRate)} behind`;
  }

  /** The bar, which is as wide as what it stands in. */
  bar(): TemplateResult {
    const { first, last, position } = this.playhead;
    // Where there is nothing to look back at yet, the now is at the right all the same.
    const least = Math.min(first, last - 1);
    return html`
      <div class="scrub">
        ${this.#marksView(first, last)}
        <input type="range" class="scrub-bar" aria-label="Moment" aria-valuetext=${this.#spoken()} data-testid="scrubber"
          min=${least} max=${last} step="any" .value=${String(position)}
          @pointerdown=${(event: PointerEvent) => event.button === 0 && this.#hold()} @pointerup=${() => this.#letGo()}
          @change=${() => this.#letGo()} @pointercancel=${() => this.#letGo()}
          @input=${(event: Event) => this.#slide(event)} @keydown=${(event: KeyboardEvent) => this.#barKey(event)} />
      </div>`;
  }

  #slide(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.playhead.slide(event.target.valueAsNumber);
    // While it is held, what is under the finger stands still.
    if (this.#held !== undefined && this.playhead.state === "playing") this.playhead.pause();
    this.#redraw();
  }

  #hold(): void {
    const { state } = this.playhead;
    this.#held = state === "paused" ? "stands" : "goes";
    if (state === "playing") this.playhead.pause();
  }

  /** Only a thumb that was moved changes anything, so that is not all that ends it. */
  #letGo(): void {
    if (this.#held === undefined) return;
    if (this.#held === "goes" && !this.playhead.ended) this.playhead.play();
    this.#held = undefined;
    this.#redraw();
  }

  /** On the bar itself the browser's own keys would move it by a hair. */
  #barKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.key(event.code, false)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #marksView(first: number, last: number): TemplateResult | typeof nothing {
    const ticks = this.marks?.ticks ?? [];
    if (ticks.length === 0 || last <= first) return nothing;
    const [drawn, count] = this.#drawnMarks ?? [];
    if (drawn !== ticks || count !== ticks.length) {
      this.#path = ticks.map((tick) => `M${tick} 0V1`).join("");
      this.#drawnMarks = [ticks, ticks.length];
    }
    return html`
      <svg class="scrub-marks" viewBox="${first} 0 ${last - first} 1" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<path d=${this.#path} vector-effect="non-scaling-stroke" />`}
      </svg>`;
  }

  /** The buttons beside. */
  buttons(): TemplateResult {
    const { state, speed, ended } = this.playhead;
    const act = (what: () => void) => () => {
      what();
      this.#redraw();
    };
    const stands = state === "paused";
    const name = ended ? "Watch again" : stands ? "Play" : "Pause";
    return html`
      <div class="scrub-ways" role="group" aria-label="Pause, skip and speed">
        <button class="quiet" aria-label=${name} title="${name} (Space)" data-testid="pause" @click=${act(() => this.playhead.toggle())}>
          ${ended ? icons.again : stands ? icons.play : icons.pause}</button>
        <button class="quiet" aria-label="Back ${JUMP_S} seconds" title="Back ${JUMP_S} s (J or ←)" data-testid="skip-back"
          @click=${act(() => this.playhead.skip(-JUMP_S))}>${icons.back}</button>
        <button class="quiet" aria-label="On ${JUMP_S} seconds" title="On ${JUMP_S} s (L or →)" data-testid="skip-on"
          @click=${act(() => this.playhead.skip(JUMP_S))}>${icons.onward}</button>
        <select class="scrub-speed" aria-label="Speed" title="Slower (,) · faster (.) · when paused, tick by tick" data-testid="speed"
          @change=${(event: Event) => this.#choose(event)}>
          ${SPEEDS.map(
            (one) =>
              html`<option value=${one} .selected=${one === speed} ?disabled=${state === "live" && one > 1}>${NAMES[one]}</option>`,
          )}
        </select>
      </div>`;
  }

  #choose(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.playhead.setSpeed(Number(event.target.value));
    // The keys belong to the match again.
    event.target.blur();
    this.#redraw();
  }

  /** Where the spectator is, and the way back to now. */
  place(): TemplateResult {
    const { live, state } = this.playhead;
    const isLive = state === "live";
    const go = () => {
      this.playhead.toLive();
      this.#redraw();
    };
    return html`
      <div class="scrub-place">
        <span class="scrub-time" data-testid="scrub-time">${this.#text()}</span>
        ${
          live
            ? html`<button class="live-button ${isLive ? "is-live" : ""}" aria-pressed=${isLive} data-testid="to-live"
                title=${isLive ? "This is live" : "To the live moment (End)"} @click=${go}><i aria-hidden="true"></i>Live</button>`
            : nothing
        }
      </div>`;
  }
}
