/** From what the player wants to messages up: on change, and at most one a tick. */
import type { UpMessage } from "#shared/protocol/index.ts";
import type { InputColumns } from "#shared/sim/index.ts";

export class Intents {
  readonly #columns: [string, InputColumns[string]][];
  readonly #period: number;
  #wanted: number[];
  #sent: readonly number[];
  #sentAt = Number.NEGATIVE_INFINITY;
  /** Bits that were wanted since the last message: a press that is over already still counts. */
  #pressed: number[];

  constructor(columns: InputColumns, tickRate: number) {
    this.#columns = Object.entries(columns);
    this.#period = 1000 / tickRate;
    this.#wanted = this.#columns.map(([, column]) => column.idle);
    this.#sent = this.#wanted;
    this.#pressed = this.#columns.map(() => 0);
  }

  /** What the player wants from now on. Columns that are not named stay; values are brought into range. */
  want(input: Readonly<Record<string, number>>): void {
    for (const [i, [name, { min, max, bits }]] of this.#columns.entries()) {
      if (input[name] === undefined) continue;
      this.#wanted[i] = Math.min(max, Math.max(min, Math.round(input[name])));
      if (bits) this.#pressed[i] |= this.#wanted[i];
    }
  }

  /** The server knows nothing of us any more, or refused what it was told: say it again. */
  repeat(): void {
    this.#sent = [];
  }

  /** The message that is due at `now`, for the server's `tick`; undefined where there is none. */
  due(now: number, tick: number): UpMessage | undefined {
    if (now - this.#sentAt < this.#period - 1) return undefined;
    const values = this.#wanted.map((value, i) => value | (this.#columns[i][1].bits ? this.#pressed[i] : 0));
    if (values.every((value, i) => value === this.#sent[i])) return undefined;
    this.#pressed.fill(0);
    this.#sent = values;
    this.#sentAt = now;
    return { type: "input", inputs: [{ tick, values }] };
  }
}
