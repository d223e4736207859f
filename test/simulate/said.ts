/** What a socket has brought of what its seat is to do, and whether the seat does it in that order. */
import type { InputColumns } from "#shared/sim/index.ts";

type Values = readonly number[];

export class Said {
  readonly #columns: readonly InputColumns[string][];
  /** What the seat does, and what has been said since; the oldest first. */
  #values: Values[];

  constructor(columns: InputColumns) {
    this.#columns = Object.values(columns);
    this.#values = [this.#idle];
  }

  get #idle(): Values {
    return this.#columns.map(({ idle }) => idle);
  }

  say(values: Values): void {
    this.#values.push(values);
  }

  /** The seat has let go of everything, and what has been said counts for nothing. */
  letGo(): void {
    this.#values = [this.#idle];
  }

  /** Whether the seat goes on with what it does, or does something that was said later. Call it for every tick. */
  follows(does: Values): boolean {
    for (let n = 0; n < this.#values.length; n++) {
      if (!this.#isDone(n, does)) continue;
      this.#values.splice(0, n);
      return true;
    }
    return false;
  }

  /** Presses of what was said between count too. */
  #isDone(n: number, does: Values): boolean {
    const between = this.#values.slice(1, n);
    return this.#columns.every(({ bits }, i) => {
      const value = this.#values[n][i];
      if (!bits) return does[i] === value;
      const most = between.reduce((sum, values) => sum | values[i], value);
      return (does[i] & value) === value && (does[i] | most) === most;
    });
  }
}
