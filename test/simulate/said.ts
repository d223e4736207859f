/** Records the inputs of a socket, and checks that its seat follows them in their order. */
import type { InputColumns } from "#shared/sim/index.ts";

type Values = readonly number[];

export class Said {
  readonly #columns: readonly InputColumns[string][];
  /** The seat's input, and the inputs since; the oldest first. */
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

  /** The seat is idle, and earlier inputs count no more. */
  letGo(): void {
    this.#values = [this.#idle];
  }

  /** Whether the seat keeps its input, or takes a later one. Call it for every tick. */
  follows(does: Values): boolean {
    for (let n = 0; n < this.#values.length; n++) {
      if (!this.#isDone(n, does)) continue;
      this.#values.splice(0, n);
      return true;
    }
    return false;
  }

  /** Presses of the inputs between count too. */
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
