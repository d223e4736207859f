/** Draws any moment of a footage: as a live spectator sees it, between two ticks, with nothing predicted. */
import { emptyWorld, type WorldBase } from "#shared/sim/index.ts";
import { GameEvents } from "../render/game-events.ts";
import { Picture } from "../render/picture.ts";
import type { Drawn } from "../types.ts";
import type { Footage } from "./footage.ts";
import type { Playhead } from "./playhead.ts";

type Moment = Pick<Playhead, "position" | "speed" | "state">;

/** So many worlds are at hand. */
const KEPT = 8;
/** What happens is told up to this speed: above it, it would be a din. */
const TOLD_SPEED = 2;

export class FootageRenderer {
  readonly #footage: Footage;
  readonly #picture: Picture;
  readonly #events = new GameEvents(-1);
  /** The worlds of the ticks that were looked at last: that of tick t stands at t modulo their number. */
  readonly #worlds: WorldBase[];
  readonly #ticks: number[] = Array.from({ length: KEPT }, () => -1);
  /** Nothing has been drawn that this picture goes on from. */
  #fresh = true;

  constructor(footage: Footage) {
    const { layout } = footage;
    this.#footage = footage;
    this.#picture = new Picture(layout, emptyWorld(layout), -1);
    this.#worlds = Array.from({ length: KEPT }, () => emptyWorld(layout));
  }

  /** Something else is shown now: what comes next goes on from nothing, and what is at hand may not be true any more. */
  rest(): void {
    this.#fresh = true;
    this.#ticks.fill(-1);
  }

  /**
   * The moment at which the playhead stands, within the footage.
   * @param jumped whether it does not follow from what was drawn before
   * @throws as the footage's `world`
   */
  frame({ position, speed, state }: Moment, jumped: boolean, now: number): Drawn {
    const { first, last } = this.#footage;
    const shown = Math.min(last, Math.max(first, position));
    const tick = Math.floor(shown);
    // A spectator who steps from tick to tick hears the events of each, at any speed.
    const told = !jumped && !this.#fresh && (speed <= TOLD_SPEED || state === "paused");
    this.#fresh = false;
    if (!told) this.#events.begin(tick + 1);
    // In the order of time, so that the footage steps on.
    const events = this.#events.others(tick, (one) => this.#world(one));
    const from = this.#world(tick);
    const to = tick < last ? this.#world(tick + 1) : undefined;
    this.#picture.draw({ from, to, alpha: shown - tick }, undefined, now);
    const { world, tables } = this.#picture;
    const seen = { world, tables, known: from, predicted: from };
    return { tick: shown, ownTick: shown, ...seen, events, revoked: [], jumped };
  }

  #world(tick: number): WorldBase {
    const slot = tick % KEPT;
    if (this.#ticks[slot] !== tick) {
      this.#worlds[slot].copyFrom(this.#footage.world(tick));
      this.#ticks[slot] = tick;
    }
    return this.#worlds[slot];
  }
}
