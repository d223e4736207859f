/** Which logs of a match are parts of its present one: a kill that lost its last ticks has branched it. */
import * as v from "valibot";

/** Generations are counted by 32 bits, and then from 0 again. */
const wrap = (generation: number): number => generation >>> 0;

/** So many resumes are remembered. Who comes back from before them begins anew. */
const MOST = 16;

/** What is stored of it: plain data. */
export const EpochHistoryData = v.object({
  /** How often the match has been resumed: 0 for one that never was. */
  generation: v.number(),
  /** The ticks at which the last generations began, the present one's last. */
  forked: v.pipe(v.array(v.number()), v.readonly()),
});
export type EpochHistoryData = Readonly<v.InferOutput<typeof EpochHistoryData>>;

export class EpochHistory {
  #data: EpochHistoryData;

  constructor({ generation, forked }: EpochHistoryData = { generation: 0, forked: [] }) {
    this.#data = { generation, forked };
  }

  /** What another end says of it. */
  become({ generation, forked }: EpochHistoryData): void {
    this.#data = { generation, forked };
  }

  get data(): EpochHistoryData {
    return this.#data;
  }

  get generation(): number {
    return this.#data.generation;
  }

  /** Another generation begins at this tick: it does not know what came after it in those before. */
  resumed(tick: number): void {
    const { generation, forked } = this.#data;
    this.#data = { generation: wrap(generation + 1), forked: [...forked, tick].slice(-MOST) };
  }

  /** Whether the log up to `tick` of that generation is a part of the present one. */
  knows(generation: number, tick: number): boolean {
    const { forked } = this.#data;
    const since = wrap(this.generation - generation);
    if (since > forked.length) return false;
    return forked.slice(forked.length - since).every((fork) => fork >= tick);
  }
}
