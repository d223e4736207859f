/** The snapshots of pools, for all who look. @see SharedReads */
import * as v from "valibot";
import { MatchInfo } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { poolFor } from "../objects.ts";
import { type PoolPlace, poolName } from "../pool/name.ts";
import type { PoolSnapshot } from "../pool/rpc.ts";
import { type Dated, type Looker, SharedReads } from "./shared-reads.ts";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Snapshot = v.object({
  matches: v.array(MatchInfo),
  counts: v.object({ players: Count, searching: Count, matches: Count, open: Count }),
  succeeded: v.boolean(),
});

export interface PoolLooker extends Looker {
  readonly env: Pick<Env, "POOL">;
}

/** What one isolate keeps. */
export class Snapshots {
  readonly #reads = new SharedReads<PoolSnapshot>(Snapshot);

  /**
   * @param now milliseconds since 1970
   * @throws what the pool threw, to all who waited for its answer
   */
  of(looker: PoolLooker, place: PoolPlace, now: number): Promise<Dated<PoolSnapshot>> {
    const ask = () => poolFor(looker.env, place).snapshot(place);
    return this.#reads.of(looker, { path: `/api/pools/${poolName(place)}`, ask }, now);
  }
}
