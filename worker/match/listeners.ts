/** Who hears how a match stands: its pool, and the quota of the network that has opened it. */
import type { Env } from "../env.ts";
import { MatchPoints } from "../metrics/match-points.ts";
import { matchmakerOf, poolFor, quotaOf } from "../objects.ts";
import type { Account, Listener } from "./reporter.ts";
import type { MatchSpec } from "./spec.ts";

type Objects = Pick<Env, "POOL" | "QUOTA" | "MATCHMAKER" | "METRICS">;

/** How often the quota hears of a match that goes on, in milliseconds: it drops those that have been silent for 20 minutes. */
const REFRESH_MS = 5 * 60_000;

export class Listeners implements Listener {
  readonly #env: Objects;
  readonly #spec: MatchSpec;
  readonly #now: () => number;
  readonly #points: MatchPoints;
  #told: { readonly over: boolean; readonly at: number } | undefined;

  constructor(env: Objects, spec: MatchSpec, now: () => number) {
    this.#env = env;
    this.#spec = spec;
    this.#now = now;
    const { game, mode, region = "" } = spec;
    this.#points = new MatchPoints(env.METRICS, { game, mode, region });
  }

  async report({ report, vitals }: Account): Promise<boolean> {
    this.#points.offer(report, vitals, this.#now());
    const pool = this.#pool();
    // The counts of a match that an older build has made are where that build keeps them.
    if (pool === undefined) {
      await matchmakerOf(this.#env).report(report);
      return false;
    }
    const [heard] = await Promise.all([pool.report(report, vitals), this.#tellQuota(report.status === "ended")]);
    return heard?.watched === true;
  }

  async #tellQuota(over: boolean): Promise<void> {
    const { code, opener } = this.#spec;
    if (opener === undefined) return;
    const at = this.#now();
    if (this.#told?.over === over && at - this.#told.at < REFRESH_MS) return;
    await quotaOf(this.#env, opener.address).heard(code, over);
    this.#told = { over, at };
  }

  /** The match is gone. */
  async forget(): Promise<void> {
    const { code, opener } = this.#spec;
    const pool = this.#pool();
    if (pool === undefined) return matchmakerOf(this.#env).forget(code);
    await Promise.all([pool.forget(code), opener && quotaOf(this.#env, opener.address).close(code)]);
  }

  #pool() {
    const { game, mode, region } = this.#spec;
    return region === undefined ? undefined : poolFor(this.#env, { game, mode, region });
  }
}
