/** The logs that a match gives its players for their traces: as often, and as many bytes, as each may have. */
import type { Games } from "#shared/sim/index.ts";
import type { TraceLog } from "../archive/stored-trace.ts";
import { TraceQuota } from "../archive/trace-quota.ts";
import { LOGGED_S, logFor, TraceRate } from "../archive/traces.ts";
import type { MatchStore } from "./log/store.ts";

export class TraceLogs {
  readonly #store: Pick<MatchStore, "recent">;
  readonly #quota: TraceQuota;
  readonly #games: Games;
  readonly #rate = new TraceRate();

  constructor(store: Pick<MatchStore, "recent">, sql: SqlStorage, games: Games) {
    this.#store = store;
    this.#games = games;
    this.#quota = new TraceQuota(sql);
  }

  /**
   * Counts a trace of this player's. @returns why it is refused; undefined where it is not
   * @param bytes the size of what the player sends
   * @param now milliseconds since 1970, by the object's own clock
   */
  refusal(player: string, bytes: number, now: number): "too_many" | "enough" | undefined {
    if (!this.#rate.allow(player, now)) return "too_many";
    return this.#quota.allow(player, bytes) ? undefined : "enough";
  }

  /**
   * The log of the last minute, as far as it is stored. @param id what the trace is called
   * @param date milliseconds since 1970
   */
  log(player: string, id: string, date: number): Promise<TraceLog> {
    return logFor(this.#store.recent(LOGGED_S), { player, id, at: date }, this.#games);
  }

  /** The player's last trace is so much larger, by the log beside it. */
  grow(player: string, bytes: number): void {
    this.#quota.grow(player, bytes);
  }
}
