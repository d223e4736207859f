/** What operators of the server have done in a match, and what follows from it for as long as the match is there. */
import * as v from "valibot";
import type { ActRow } from "#shared/monitor/index.ts";

/** An act as the match remembers it: which match it was follows from where it is stored. */
const StoredAct = v.object({
  id: v.string(),
  /** Milliseconds since 1970. */
  at: v.number(),
  /** The operator's name. */
  by: v.string(),
  act: v.string(),
  /** What was done, in words. */
  detail: v.string(),
});
export type StoredAct = Readonly<v.InferOutput<typeof StoredAct>> & Omit<ActRow, "match" | "code">;

/** Plain data: it is stored as it is. */
export const OperatorData = v.object({
  /** Players who can't come back. */
  barred: v.pipe(v.array(v.object({ player: v.string(), name: v.string() })), v.readonly()),
  /** An operator has ended the match. */
  ended: v.boolean(),
  /** The last acts, the oldest first. */
  acts: v.pipe(v.array(StoredAct), v.readonly()),
});
export type OperatorData = Readonly<v.InferOutput<typeof OperatorData>>;

/** How many players a match bars, and how many acts it remembers. */
export const MOST_BARRED = 256;
const MOST_ACTS = 100;

const NOTHING: OperatorData = { barred: [], ended: false, acts: [] };

export class Operator {
  #data: OperatorData;
  #isUnsaved = false;

  constructor(data: OperatorData = NOTHING) {
    this.#data = data;
  }

  get data(): OperatorData {
    return this.#data;
  }

  #become(change: Partial<OperatorData>): void {
    this.#data = { ...this.#data, ...change };
    this.#isUnsaved = true;
  }

  /** Undefined where operators have done nothing. */
  get stored(): OperatorData | undefined {
    return this.#data === NOTHING ? undefined : this.#data;
  }

  /** Whether this player can't come back. */
  bars(player: string): boolean {
    return this.#data.barred.some((one) => one.player === player);
  }

  /** As many players are barred as a match remembers. */
  get isFull(): boolean {
    return this.#data.barred.length >= MOST_BARRED;
  }

  /** @param name what the player is called now */
  bar(player: string, name: string): void {
    if (!this.bars(player)) this.#become({ barred: [...this.#data.barred, { player, name }] });
  }

  /** An operator has ended the match. */
  get hasEnded(): boolean {
    return this.#data.ended;
  }

  end(): void {
    this.#become({ ended: true });
  }

  note(act: StoredAct): void {
    this.#become({ acts: [...this.#data.acts, act].slice(-MOST_ACTS) });
  }

  /** What must be stored of it. */
  takeUnsaved(): OperatorData | undefined {
    const unsaved = this.#isUnsaved ? this.#data : undefined;
    this.#isUnsaved = false;
    return unsaved;
  }

  /** What was taken could not be stored. */
  resave(): void {
    this.#isUnsaved = this.#data !== NOTHING;
  }
}
