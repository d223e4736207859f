/** From what the player wants to inputs, one a tick at most, and only on change. */
import type { Input } from "#shared/protocol/index.ts";
import { type InputColumns, Pulses } from "#shared/sim/index.ts";

/**
 * An aim that moves and nothing else is told so often a second: "far" where it is off by a twelfth of a turn or more from
 * what was told last, "near" where it is off by less. Between, all clients draw it turning. Where it decides something, as
 * when a shot leaves, it is told at once. (A dead reckoning threshold, as in IEEE 1278.)
 */
const AIM_RATE = { far: 12, near: 3 } as const;
/** In turns. */
const FAR = 1 / 12;
/** How far back the others are shown is told alone so often a second at most: all else that is told tells it too. */
const SEEN_RATE = 2;

/** How far two values of a column that turns are apart, in turns: at most a half. */
function apart(a: number, b: number, { min, max }: InputColumns[string]): number {
  const turn = max - min + 1;
  const way = Math.abs(a - b) / turn;
  return Math.min(way, 1 - way);
}

export interface Sealing {
  /** The aim decides something in this tick. */
  readonly decides?: boolean;
  /** What was told last of how far back the others are shown is no longer true. */
  readonly isSeenOff?: boolean;
}

export class InputSampler {
  readonly #columns: [string, InputColumns[string]][];
  readonly #tickRate: number;
  readonly #wanted: number[];
  /** Bits that were wanted since the last input: a press that is over already still counts. */
  readonly #pressed: number[];
  /** Values that have not had their tick yet. */
  readonly #pulses: Pulses;
  #sealed: readonly number[] | undefined;
  #sealedTick = 0;
  /** Whether the player has wanted anything yet, be it to rest: a page says so once it has drawn something. */
  #isSet = false;

  constructor(columns: InputColumns, tickRate: number) {
    this.#columns = Object.entries(columns);
    this.#tickRate = tickRate;
    this.#wanted = this.#columns.map(([, column]) => column.idle);
    this.#pressed = this.#columns.map(() => 0);
    this.#pulses = new Pulses(columns);
  }

  /**
   * What the player wants from now on. Columns that are not named, or are no number, stay; values are brought into
   * range.
   */
  set(input: Readonly<Record<string, number>>): void {
    this.#isSet = true;
    for (const [i, [name, { min, max, bits }]] of this.#columns.entries()) {
      const value = Math.round(input[name] ?? Number.NaN);
      if (Number.isNaN(value)) continue;
      const before = this.#wanted[i];
      this.#wanted[i] = Math.min(max, Math.max(min, value));
      this.#pulses.add(i, this.#wanted[i], before);
      if (bits) this.#pressed[i] |= this.#wanted[i];
    }
  }

  /** What the player wants at this moment. */
  get wanted(): readonly number[] {
    return this.#wanted;
  }

  /**
   * What the input of this tick would be, if it were sealed now; undefined where it says nothing new.
   * @param decides whether the aim decides something in this tick
   */
  peek(tick: number, decides = false): readonly number[] | undefined {
    // The first input brings the player's body into the world.
    if (!this.#isSet) return undefined;
    // Only bits are joined: an axis may be wider than the 31 bits of "|".
    const values = this.#wanted.map((value, i) =>
      this.#columns[i][1].bits ? value | this.#pressed[i] : (this.#pulses.at(i) ?? value),
    );
    const before = this.#sealed;
    if (before === undefined) return values;
    const changed = this.#columns.filter((_, i) => values[i] !== before[i]);
    if (changed.length === 0) return undefined;
    const onlyAim = changed.every(([, { blend }]) => blend === "turn");
    return onlyAim && !decides && tick - this.#sealedTick < this.#aimEvery(values, before) ? undefined : values;
  }

  /** Ticks from one input to the next that changes nothing but the aim. */
  #aimEvery(values: readonly number[], before: readonly number[]): number {
    const isFar = this.#columns.some(([, column], i) => {
      return column.blend === "turn" && apart(values[i], before[i], column) >= FAR;
    });
    return Math.round(this.#tickRate / AIM_RATE[isFar ? "far" : "near"]);
  }

  /** The input of this tick, for good; see `peek`. */
  seal(tick: number, seen: number, how: Sealing = {}): Input | undefined {
    const waited = tick - this.#sealedTick >= Math.round(this.#tickRate / SEEN_RATE);
    const alone = how.isSeenOff === true && (how.decides === true || waited);
    // Where something is told anyway, the aim is told with it: else it would wait anew.
    const values = this.peek(tick, how.decides || alone) ?? (alone ? this.#sealed : undefined);
    // The seat has what was pressed in this tick, by this input or because it holds it still.
    this.#pressed.fill(0);
    this.#pulses.next();
    if (values === undefined) return undefined;
    this.#sealed = values;
    this.#sealedTick = tick;
    return { tick, seen, values };
  }

  /** The server knows nothing of this client any more: say it again. */
  repeat(): void {
    this.#sealed = undefined;
  }

  /** The server refused what it was told: say it again, the presses too. */
  refused(): void {
    for (const [i, [, { bits }]] of this.#columns.entries()) if (bits) this.#pressed[i] |= this.#sealed?.[i] ?? 0;
    for (const [i, held] of this.#wanted.entries()) this.#pulses.again(i, this.#sealed?.[i] ?? held, held);
    this.#sealed = undefined;
  }
}
