/**
 * Shows a player who is out how it came to that, while they wait. It never makes a player wait: what is drawn is live as
 * soon as they are back.
 */
import { nothing, type TemplateResult } from "lit-html";
import type { Drawn, Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { GameView, Lookback, NameOf } from "../games/game-view.ts";
import type { Controls } from "../input/controls.ts";
import { Killcam } from "./killcam.ts";

export interface LookbackOptions {
  readonly session: Session;
  readonly view: GameView;
  readonly settings: SettingsStore;
  readonly nameOf: NameOf;
  redraw(): void;
}

/** What is drawn in place of what is on. */
export interface ShownAgain {
  readonly drawn: Drawn;
  readonly eye: number;
}

export class Lookbacks {
  readonly #options: LookbackOptions;
  #killcam: Killcam | undefined;
  /** The tick of the last one that was shown: each once. */
  #last = -1;

  constructor(options: LookbackOptions) {
    this.#options = options;
  }

  /** The seat through whose eyes something is shown again; undefined while nothing is. */
  get eye(): number | undefined {
    return this.#killcam?.eye;
  }

  /** What is to be drawn instead of this; undefined = this. At each frame. */
  frame(drawn: Drawn, { actions }: Pick<Controls, "actions">, now: number): ShownAgain | undefined {
    const { view, session, settings } = this.#options;
    const { seat } = session;
    if (seat < 0 || view.lookback === undefined) return undefined;
    if (settings.value.killcam) this.#begin(drawn, view.lookback(drawn, seat), now);
    else this.#end();
    const killcam = this.#killcam;
    if (killcam === undefined) return undefined;
    // Back in the match: at once.
    const again = view.place(drawn, seat) === undefined ? killcam.frame(actions, now) : undefined;
    if (again !== undefined) return { drawn: again, eye: killcam.eye };
    this.#end();
    return { drawn: { ...drawn, jumped: true }, eye: seat };
  }

  #begin(drawn: Drawn, lookback: Lookback | undefined, now: number): void {
    const { session, nameOf, redraw } = this.#options;
    if (this.#killcam !== undefined || lookback === undefined || lookback.tick === this.#last) return;
    this.#last = lookback.tick;
    this.#killcam = Killcam.begin({ session, drawn, lookback, name: nameOf(lookback.eye), now });
    if (this.#killcam) redraw();
  }

  #end(): void {
    if (this.#killcam === undefined) return;
    this.#killcam.stop();
    this.#killcam = undefined;
    this.#options.redraw();
  }

  /** The match is left. */
  stop(): void {
    this.#end();
  }

  view(): TemplateResult | typeof nothing {
    return this.#killcam?.view() ?? nothing;
  }
}
