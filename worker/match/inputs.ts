/** The inputs that wait for their tick, for one seat. */
import { followSeen, type Input } from "#shared/protocol/index.ts";
import { FIRST_INPUT, type InputColumns, type Layout, type TableView } from "#shared/sim/index.ts";

export class InputQueue {
  readonly #columns: InputColumns[string][];
  readonly #rewind: number;
  #waiting: Input[] = [];
  /** What the seat goes on doing. */
  #held: readonly number[] = [];
  /** What the seat's `seen` is, and what its client last said; 0 and undefined before it said anything. */
  #seen = 0;
  #said: number | undefined;

  constructor({ game, rewind }: Layout) {
    this.#columns = Object.values(game.input);
    this.#rewind = rewind;
    this.clear();
  }

  /** Lets go of everything: the seat has another owner, or none at its keys. */
  clear(): void {
    this.#waiting = [];
    this.#held = this.#columns.map((column) => column.idle);
    this.#seen = 0;
    this.#said = undefined;
  }

  /**
   * Keeps an input for its tick. The window is a second each way: an older one would be history, and a
   * later one a plan that the server would have to store.
   * @returns whether it was taken
   */
  add(input: Input, nextTick: number, tickRate: number): boolean {
    if (Math.abs(input.tick - nextTick) > tickRate) return false;
    // Almost always the newest; an equal tick keeps the order of arrival.
    let at = this.#waiting.length;
    while (at > 0 && this.#waiting[at - 1].tick > input.tick) at -= 1;
    this.#waiting.splice(at, 0, input);
    return true;
  }

  /**
   * Writes what the seat does in this tick into its row: the newest input that is due, with the bits of all
   * that became due since the last tick, so that a press between two ticks is not lost.
   */
  take(tick: number, seats: TableView, seat: number): void {
    let due = 0;
    while (due < this.#waiting.length && this.#waiting[due].tick <= tick) due += 1;
    const taken = this.#waiting.splice(0, due);
    const newest = taken.at(-1);
    this.#held = newest?.values ?? this.#held;
    this.#said = newest?.seen ?? this.#said;
    if (this.#said !== undefined) this.#seen = followSeen(this.#seen, this.#said, this.#rewind);
    seats.cells[1][seat] = this.#seen;
    for (const [i, column] of this.#columns.entries()) {
      let value = this.#held[i];
      if (column.bits) for (const { values } of taken) value |= values[i];
      seats.cells[FIRST_INPUT + i][seat] = value;
    }
  }
}
