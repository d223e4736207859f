/**
 * Calls back `slots` times a period, once for each slot: so clients act one after the other, as people do, and not
 * in one burst. Aims at the next due time, so it keeps its rate; after a stall it goes on from where it is.
 */
export class Metronome {
  readonly #step: number;
  readonly #slots: number;
  readonly #act: (slot: number, period: number) => void;
  #due = 0;
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param period milliseconds
   * @param act is told the slot, and which period it is
   */
  constructor(period: number, slots: number, act: (slot: number, period: number) => void) {
    this.#step = period / slots;
    this.#slots = slots;
    this.#act = act;
  }

  start(): void {
    this.#due = performance.now();
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    this.#due = Math.max(this.#due + this.#step, performance.now() - 100);
    this.#timer = setTimeout(() => this.#fire(), Math.max(1, this.#due - performance.now()));
  }

  #fire(): void {
    this.#act(this.#count % this.#slots, Math.floor(this.#count / this.#slots));
    this.#count += 1;
    this.#arm();
  }
}
