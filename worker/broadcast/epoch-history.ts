/** Knows which earlier logs of a match the present one continues: a kill that lost the last ticks has forked it. */
import * as v from "valibot";

/** Epochs are counted in 32 bits, and then from 0 again. */
const wrap = (generation: number): number => generation >>> 0;

/** How many resumes are remembered. A client that comes back from before them begins anew. */
const MOST = 16;

/** Plain data: it is stored as it is. */
export const EpochHistoryData = v.object({
  /** How often the match has been resumed: 0 for one that never was. */
  generation: v.number(),
  /** The ticks at which the last epochs began, the present one's last. */
  forked: v.pipe(v.array(v.number()), v.readonly()),
});
export type EpochHistoryData = Readonly<v.InferOutput<typeof EpochHistoryData>>;

export class EpochHistory {
  #data: EpochHistoryData;

  constructor({ generation, forked }: EpochHistoryData = { generation: 0, forked: [] }) {
    this.#data = { generation, forked };
  }

  /** Takes over what upstream says. */
  become({ generation, forked }: EpochHistoryData): void {
    this.#data = { generation, forked };
  }

  get data(): EpochHistoryData {
    return this.#data;
  }

  get generation(): number {
    return this.#data.generation;
  }

  /** Another epoch begins at this tick: it does not know the later ticks of the epochs before. */
  resumed(tick: number): void {
    const { generation, forked } = this.#data;
    this.#data = { generation: wrap(generation + 1), forked: [...forked, tick].slice(-MOST) };
  }

  /** Whether the log of that epoch up to `tick` is a part of the present one. */
  knows(generation: number, tick: number): boolean {
    const { forked } = this.#data;
    const since = wrap(this.generation - generation);
    if (since > forked.length) return false;
    return forked.slice(forked.length - since).every((fork) => fork >= tick);
  }
}
