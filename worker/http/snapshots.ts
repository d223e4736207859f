/**
 * The snapshots of pools, for all who look. A pool is asked at most once in two seconds for all clients of a data centre, however many
 * look: its answer stays in this isolate, and in the data centre's cache for the other isolates.
 */
import * as v from "valibot";
import { MatchInfo } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import { poolFor } from "../objects.ts";
import { type PoolPlace, poolName } from "../pool/name.ts";
import type { PoolSnapshot } from "../pool/rpc.ts";

/** How long a snapshot is good, in milliseconds, wherever it is kept. */
export const FRESH_MS = 2000;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** What is kept in the cache. It may be of another build. */
const Kept = v.object({
  at: v.number(),
  snapshot: v.object({
    matches: v.array(MatchInfo),
    counts: v.object({ players: Count, searching: Count, matches: Count, open: Count }),
    succeeded: v.boolean(),
  }),
});

export interface DatedSnapshot {
  /** When the pool was asked, in milliseconds since 1970. */
  readonly at: number;
  readonly snapshot: PoolSnapshot;
}

export interface Looker {
  readonly env: Pick<Env, "POOL">;
  /** Of the request: the cache keeps answers under addresses of this server. */
  readonly url: string;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

const isFresh = (at: number, now: number): boolean => Math.abs(now - at) < FRESH_MS;

/** What one isolate keeps. */
export class Snapshots {
  /** The last answers, by the pool's name, and when they were asked for. */
  readonly #known = new Map<string, { readonly at: number; readonly asking: Promise<DatedSnapshot> }>();
  /** The data centre's; undefined where the runtime has none, such as bare workerd: then each isolate asks for itself. */
  #cache: Cache | undefined = typeof caches === "undefined" ? undefined : caches.default;

  /**
   * @param now milliseconds since 1970
   * @throws what the pool threw, to all who waited for its answer
   */
  of(looker: Looker, place: PoolPlace, now: number): Promise<DatedSnapshot> {
    const name = poolName(place);
    const last = this.#known.get(name);
    if (last && isFresh(last.at, now)) return last.asking;
    const asking = this.#ask(looker, place, now);
    this.#known.set(name, { at: now, asking });
    const isLast = () => this.#known.get(name)?.asking === asking;
    asking.then(
      // What another isolate has asked for is older.
      ({ at }) => isLast() && this.#known.set(name, { at, asking }),
      () => isLast() && this.#known.delete(name),
    );
    return asking;
  }

  async #ask({ env, url, waitUntil }: Looker, place: PoolPlace, now: number): Promise<DatedSnapshot> {
    const address = new URL(`/api/pools/${poolName(place)}`, url).href;
    const cached = await this.#fromCache(address, now);
    if (cached) return cached;
    const dated = { at: now, snapshot: await poolFor(env, place).snapshot(place) };
    // How old it is it says itself: the cache must only not keep it for ever.
    const headers = { "Cache-Control": "public, max-age=60" };
    waitUntil(this.#tryCache((cache) => cache.put(address, Response.json(dated, { headers }))));
    return dated;
  }

  async #fromCache(address: string, now: number): Promise<DatedSnapshot | undefined> {
    const found = await this.#tryCache((cache) => cache.match(address));
    if (!found) return undefined;
    const kept = v.safeParse(Kept, await found.json());
    return kept.success && isFresh(kept.output.at, now) ? kept.output : undefined;
  }

  /** Does without the cache from the first failure on: it only saves calls. */
  async #tryCache<T>(work: (cache: Cache) => Promise<T>): Promise<T | undefined> {
    try {
      return this.#cache && (await work(this.#cache));
    } catch (error) {
      if (this.#cache) log.info("cache_missing", { detail: messageOf(error) });
      this.#cache = undefined;
      return undefined;
    }
  }
}
