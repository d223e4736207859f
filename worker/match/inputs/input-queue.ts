/** The inputs that wait for their tick, for one seat. */
import { followSeen, type Input } from "#shared/protocol/index.ts";
import { type InputColumns, type Layout, Pulses, type SeatCells } from "#shared/sim/index.ts";

export class InputQueue {
  readonly #columns: InputColumns[string][];
  readonly #rewind: number;
  #waiting: Input[] = [];
  /** The input that the seat holds until the next one. */
  #held: readonly number[] = [];
  /** The seat's `seen`, and the one that its client last sent; 0 and undefined before its first input. */
  #seen = 0;
  #said: number | undefined;
  /** Values that have not had their tick yet. */
  readonly #pulses: Pulses;
  /** Its row holds what it held at the last tick, and nothing is pressed in it that must be let go. */
  #isSettled = false;

  constructor({ game, rewind }: Layout) {
    this.#columns = Object.values(game.input);
    this.#pulses = new Pulses(game.input);
    this.#rewind = rewind;
    this.clear();
  }

  /** Forgets everything: the seat has another owner, or its owner's connection is lost. */
  clear(): void {
    this.#waiting = [];
    this.#pulses.clear();
    this.#held = this.#columns.map((column) => column.idle);
    this.#seen = 0;
    this.#said = undefined;
    this.#isSettled = false;
  }

  /**
   * Keeps a message's inputs for their ticks, all of them or none. The window is a second each way: an older input would change the
   * past, and a later one would have to be stored for long.
   * @returns whether they are kept
   */
  add(inputs: readonly Input[], nextTick: number, tickRate: number): boolean {
    if (inputs.some(({ tick }) => Math.abs(tick - nextTick) > tickRate)) return false;
    for (const input of inputs) this.#supersede(input);
    return true;
  }

  /**
   * A socket keeps the order, so the input that comes last is the newest, even if its tick is older. A client whose clock was
   * set back, as after a stall of the server, sends inputs anew for ticks that it has sent before: inputs that wait for those move
   * to this input's tick, where their presses still count.
   */
  #supersede(input: Input): void {
    const { tick } = input;
    for (let i = this.#waiting.length - 1; i >= 0 && this.#waiting[i].tick > tick; i--) {
      this.#waiting[i] = { ...this.#waiting[i], tick };
    }
    this.#waiting.push(input);
  }

  /**
   * Writes the seat's input in this tick into its row: the newest input that is due, with the bits of all inputs that became due
   * since the last tick, so that a press between two ticks is not lost.
   */
  apply(tick: number, { seen, inputs }: SeatCells, seat: number): void {
    // In most ticks of most seats nothing is new.
    if (this.#isSettled && !(this.#waiting.length > 0 && this.#waiting[0].tick <= tick)) return;
    const taken = this.#take(tick);
    if (this.#said !== undefined) this.#seen = followSeen(this.#seen, this.#said, this.#rewind);
    seen[seat] = this.#seen;
    for (const [i, column] of this.#columns.entries()) {
      let value = this.#pulses.at(i) ?? this.#held[i];
      if (column.bits) for (const { values } of taken) value |= values[i];
      inputs[i][seat] = value;
    }
    this.#pulses.next();
    this.#isSettled =
      taken.length === 0 &&
      this.#pulses.isEmpty &&
      (this.#said === undefined || this.#seen === followSeen(this.#seen, this.#said, this.#rewind));
  }

  /** No input waits for its tick. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The next tick has the input of the last one, unless more comes in. */
  get isSettled(): boolean {
    return this.#isSettled && this.isEmpty;
  }

  /** The seat goes on with what it holds in the world. */
  hold({ seen, inputs }: SeatCells, seat: number): void {
    this.clear();
    this.#held = inputs.map((cells) => cells[seat]);
    this.#seen = this.#said = seen[seat];
  }

  /** The rules decide for the seat in this tick: something else is in its row, and what is due is over. */
  pass(tick: number): void {
    this.#isSettled = false;
    this.#take(tick);
    this.#pulses.clear();
  }

  /** Takes the inputs that are due; the newest is held from here on. */
  #take(tick: number): readonly Input[] {
    let due = 0;
    while (due < this.#waiting.length && this.#waiting[due].tick <= tick) due += 1;
    const taken = this.#waiting.splice(0, due);
    for (const [n, { values }] of taken.entries()) {
      const before = taken[n - 1]?.values ?? this.#held;
      for (const [i, value] of values.entries()) this.#pulses.add(i, value, before[i]);
    }
    const newest = taken.at(-1);
    this.#held = newest?.values ?? this.#held;
    this.#said = newest?.seen ?? this.#said;
    return taken;
  }
}
