/**
 * Makes inputs final, one a tick as the client's own clock passes it, each with how far in the past the player sees
 * others.
 */
import type { Input } from "#shared/protocol/index.ts";
import { SEEN_PARTS } from "#shared/sim/index.ts";
import type { InputSampler } from "./input-sampler.ts";

/** A click is half a tick old on average when its input is sealed. */
const CLICK = SEEN_PARTS / 2;
/**
 * The said `seen` follows the true one when that is so far off: else it would change with every tremor. In its own
 * parts.
 */
const SEEN_STEP = 3;
/**
 * So far off, it is said though the player does nothing: it is followed slowly, and the next shot may come at any
 * time.
 */
const SEEN_NEWS = 6;

export interface SealAt {
  /** The tick that the client is at. */
  readonly tick: number;
  /** The tick that others are shown at, with a fraction. */
  readonly shown: number;
  /** No ticks pass at the server. */
  readonly asleep: boolean;
  /** The last tick in which the player does something that others see, as far as is predicted: the aim then counts. */
  readonly acts: number;
  /** Quiet time: what is seen is what is there, and to say anything would wake the match. */
  readonly isQuiet?: boolean;
}

export class InputSealer {
  readonly #sampler: InputSampler;
  readonly #tickRate: number;
  readonly #rewind: number;
  /** The last tick whose input is settled; -∞ where none is. */
  #sealed = -1;
  /** How far back the others are shown, without its tremor; and what was last said of it. */
  #seen = 0;
  #said = 0;

  /** @param rewind how far back the game looks, in ticks: where it is 0, nothing is said of what the player sees */
  constructor(sampler: InputSampler, tickRate: number, rewind = Number.POSITIVE_INFINITY) {
    this.#rewind = rewind;
    this.#sampler = sampler;
    this.#tickRate = tickRate;
  }

  /** A keyframe of this tick has come. */
  begin(tick: number): void {
    this.#sampler.repeat();
    this.#sealed = tick;
  }

  /** The same log goes on over another link: the server has not heard what was sealed meanwhile. */
  resume(): void {
    this.#sampler.repeat();
    this.#sealed = Number.NEGATIVE_INFINITY;
  }

  /** Seals the inputs that are due. */
  seal({ tick, shown, asleep, acts, isQuiet = false }: SealAt): Input[] {
    // The clock was set back, as after a stall of the server: saying it again supersedes what was said for later ticks.
    const back = this.#sealed > tick;
    if (back) this.#sampler.repeat();
    // After a pause only the present counts.
    if (asleep || back || tick - this.#sealed > this.#tickRate / 4) this.#sealed = tick - 1;
    const inputs: Input[] = [];
    while (this.#sealed < tick) {
      this.#sealed += 1;
      const seen = this.#lookBack(this.#sealed, shown);
      const input = this.#sampler.seal(this.#sealed, seen, {
        decides: this.#sealed === acts,
        isSeenOff: !isQuiet && Math.abs(seen - this.#said) >= SEEN_NEWS,
      });
      if (!input) continue;
      this.#said = seen;
      inputs.push(input);
    }
    return inputs;
  }

  /** How far behind this tick the others are shown, in 1/8 ticks. */
  #lookBack(tick: number, shown: number): number {
    if (this.#rewind === 0) return 0;
    const back = Math.round((tick - shown) * SEEN_PARTS + CLICK);
    if (Math.abs(back - this.#seen) >= SEEN_STEP) this.#seen = Math.max(0, Math.min(255, back));
    return this.#seen;
  }
}
