/**
 * The last moments before a death once more, a little slower, as the log has them: others where they really were, and not
 * where they were drawn.
 */
import { html, type TemplateResult } from "lit-html";
import { FootageRenderer } from "#client/session/recording/footage-renderer.ts";
import { KeptFootage } from "#client/session/recording/kept-footage.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import type { Lookback } from "../games/game-view.ts";
import type { Action } from "../input/controls.ts";

/** How fast it is shown. */
const SPEED = 0.8;
/** Seconds of the match: shown before the death at most, and at least for it to be worth it; and shown after it. */
const BEFORE = 2;
const LEAST = 0.45;
const AFTER = 0.15;
/** Milliseconds for which a press is still one of the fight, and does not skip. */
const DEAF = 300;

export interface KillcamOptions {
  readonly session: Pick<Session, "past">;
  /** What is drawn as it begins. */
  readonly drawn: Drawn;
  readonly lookback: Lookback;
  /** Of the player through whose eyes it is seen. */
  readonly name: string;
  readonly now: number;
}

export class Killcam {
  readonly eye: number;
  readonly #renderer: FootageRenderer;
  readonly #name: string;
  readonly #first: number;
  readonly #last: number;
  readonly #tickRate: number;
  readonly #startedAt: number;
  readonly #end = new AbortController();
  #held: ReadonlySet<Action> = new Set();
  #skipped = false;
  #isFirst = true;

  private constructor(footage: KeptFootage, { lookback, name, now }: KillcamOptions) {
    this.eye = lookback.eye;
    this.#renderer = new FootageRenderer(footage);
    this.#name = name;
    this.#first = footage.first;
    this.#last = footage.last;
    this.#tickRate = footage.layout.tickRate;
    this.#startedAt = now;
    const { signal } = this.#end;
    const skip = (event: Event) => {
      // A key that is held since before goes on and on; Tab moves the focus, or shows the scores.
      const isKey = event instanceof KeyboardEvent;
      if (performance.now() - this.#startedAt > DEAF && !(isKey && (event.repeat || event.key === "Tab")))
        this.#skipped = true;
    };
    for (const press of ["keydown", "pointerdown"]) addEventListener(press, skip, { signal, capture: true });
  }

  /** @returns undefined where too little time is left, or too little is kept */
  static begin(options: KillcamOptions): Killcam | undefined {
    const { session, drawn, lookback } = options;
    const { tickRate } = drawn.world.layout;
    // So many ticks of the past can be shown until the player is back.
    const room = Math.floor((lookback.until - drawn.ownTick) * SPEED);
    const after = Math.round(AFTER * tickRate);
    const before = Math.min(Math.round(BEFORE * tickRate), room - after);
    const footage = KeptFootage.of(session, lookback.tick - before, lookback.tick + after);
    if (footage === undefined || lookback.tick - footage.first < LEAST * tickRate) return undefined;
    return new Killcam(footage, options);
  }

  /** @param actions what the player does: a press of any is enough to skip it. @returns undefined once it is over */
  frame(actions: ReadonlySet<Action>, now: number): Drawn | undefined {
    const passed = now - this.#startedAt;
    for (const action of actions) if (passed > DEAF && !this.#held.has(action)) this.#skipped = true;
    this.#held = new Set(actions);
    const position = this.#first + (passed / 1000) * this.#tickRate * SPEED;
    if (this.#skipped || position >= this.#last) return undefined;
    const jumped = this.#isFirst;
    this.#isFirst = false;
    return this.#renderer.frame({ position, speed: 1, state: "playing" }, jumped, now);
  }

  stop(): void {
    this.#end.abort();
  }

  view(): TemplateResult {
    return html`
      <div class="killcam" data-testid="killcam">
        <p><b>Killcam</b> <bdi>${this.#name}</bdi> <span class="how">Press to skip</span></p>
      </div>`;
  }
}
