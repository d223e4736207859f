/** What a player does, the same for every target: an input for each tick in which something changes. */
import { mix32, TURN } from "../../../shared/sim/index.ts";
import type { Input } from "./target.ts";

/** In percent of ticks. */
const AIM_MOVES = 80;
/** Steps of aim that a tremor moves by at most. */
const TREMOR = 6;
/** Ticks between two decisions where to go: half a second. */
const DECIDE = 15;
/** Ticks between two probes of a probing player, and how many of them it then holds still. */
const PROBE = { every: 6, still: 3 };

/** Directions of the stick, with a rest. */
const STICK = [-7, 0, 7];

export class InputScript {
  readonly #number: number;
  readonly #probes: boolean;
  #tick = 0;
  #input: Input = { mx: 0, my: 0, aim: 0, buttons: 0 };

  /**
   * @param probes now and then its aim jumps by a quarter turn and stays there for a moment, so that it can be
   *   recognised when it comes back, in 256 directions too
   */
  constructor(number: number, probes: boolean) {
    this.#number = number;
    this.#probes = probes;
  }

  /** The next tick's input; undefined where nothing changes, so nothing is to be sent. */
  next(): Input | undefined {
    const tick = this.#tick++;
    const whim = mix32(tick * 4099 + this.#number);
    let { mx, my, aim, buttons } = this.#input;
    const moment = this.#probes ? tick % PROBE.every : PROBE.every;
    if (moment === 0) {
      aim = ((aim + TURN / 4) % TURN) & ~3;
    } else if (moment >= PROBE.still && whim % 100 < AIM_MOVES) {
      aim = (aim + (((whim >>> 8) % (2 * TREMOR + 1)) - TREMOR) + TURN) % TURN;
    }
    if ((tick + this.#number) % DECIDE === 0) {
      mx = STICK[(whim >>> 12) % 3];
      my = STICK[(whim >>> 16) % 3];
      // Fires two fifths of the time.
      buttons = (whim >>> 20) % 5 < 2 ? 1 : 0;
    }
    const before = this.#input;
    if (mx === before.mx && my === before.my && aim === before.aim && buttons === before.buttons) return undefined;
    this.#input = { mx, my, aim, buttons };
    return this.#input;
  }
}
