/** How a stored match goes on: after a sleep as it was stored, and after a crash with what its players give back. */
import type { Frame } from "#shared/log/index.ts";
import type { Games } from "#shared/sim/index.ts";
import type { Archivist } from "../archive/archivist.ts";
import type { Connection } from "../broadcast/connection.ts";
import type { Clock } from "../clock.ts";
import { brief, log, wordsOf } from "../log.ts";
import type { SavedMatch } from "./log/saved.ts";
import type { MatchStore } from "./log/store.ts";
import { Match } from "./match.ts";
import type { Resumption } from "./parts.ts";
import { Recovery } from "./recovery.ts";
import type { RunningMatch } from "./running-match.ts";
import type { Timer } from "./tick-loop.ts";
import type { UsageMeter } from "./usage-meter.ts";

export interface ResumerOptions {
  readonly ctx: Pick<DurableObjectState, "id" | "abort">;
  readonly games: Games;
  readonly clock: Pick<Clock, "now">;
  readonly store: Pick<MatchStore, "load">;
  readonly usage: Pick<UsageMeter, "goOn">;
  readonly archivist: Pick<Archivist, "file">;
  readonly timer: Timer;
  /** The match goes on from here. */
  run(match: Match): RunningMatch;
  /** The match was of other rules, and can't go on. */
  outdated(saved: SavedMatch): void;
  /** The stored match can't be read any more. */
  lost(): void;
}

export class MatchResumer {
  readonly #options: ResumerOptions;
  #recovery: Recovery | undefined;

  constructor(options: ResumerOptions) {
    this.#options = options;
  }

  /** Waits for what a crash has lost, before the match goes on; undefined where nothing is waited for. */
  get recovery(): Recovery | undefined {
    return this.#recovery;
  }

  /**
   * Goes on with the match that is stored, if there is one.
   * @param slept sockets have outlived its sleep
   * @throws {Error} the disk did not take the new epoch: the match has not gone on
   */
  resume(slept: boolean): void {
    const { games, run, usage } = this.#options;
    const saved = this.#tryToRead((store) => store.load());
    if (!saved) return;
    if (saved.usage) usage.goOn(saved.usage);
    const waits = !slept && Recovery.isWanted(saved, games);
    const match = this.#tryToRead(() => this.#restore(saved, { waits, slept }));
    if (!match) return;
    const running = run(match);
    if (waits) this.#recover(saved, match);
    // No client may hear of an epoch that a crash could undo.
    else running.commit(false);
  }

  /** Waits for nothing any more: there is no match in memory. */
  end(): void {
    this.#recovery?.end();
    this.#recovery = undefined;
  }

  /** A match that cannot be read cannot be played; it stays on disk until the alarm clears it away. */
  #tryToRead<T>(read: (store: ResumerOptions["store"]) => T): T | undefined {
    const { ctx, store } = this.#options;
    try {
      return read(store);
    } catch (error) {
      log.error("match_damaged", { match: ctx.id.toString(), detail: wordsOf(error) });
      return undefined;
    }
  }

  /** @throws {Error} the pages are damaged, or the tail is of another match */
  #restore(saved: SavedMatch, how: Resumption): Match | undefined {
    const { archivist, clock, games, outdated } = this.#options;
    const match = Match.restore(saved, clock.now(), games, how);
    if (match && !how.waits) archivist.file(saved.header);
    if (!match) outdated(saved);
    return match;
  }

  #recover(saved: SavedMatch, match: Match): void {
    const { signingKey } = saved;
    if (!signingKey) return;
    this.#recovery = new Recovery({
      ...{ saved, signingKey, tick: match.tickNumber, timer: this.#options.timer },
      done: (tail, connections) => this.#recovered(tail, connections),
    });
  }

  #recovered(tail: readonly Frame[], connections: readonly Connection[]): void {
    const { clock, lost, run } = this.#options;
    this.#recovery = undefined;
    // Seats have been asked for meanwhile, and are stored.
    const saved = this.#tryToRead((store) => store.load());
    const match = saved && (this.#restoreWith(saved, tail) ?? this.#tryToRead(() => this.#restore(saved, {})));
    if (!match) {
      lost();
      return;
    }
    const running = run(match);
    if (!this.#commit(running)) return;
    const now = clock.now();
    for (const connection of connections) running.attempt((one) => one.connect(connection, now));
    running.save(false);
    running.wake(now);
  }

  /**
   * Stores the new epoch. A disk that does not take it ends this object's life: its sockets close, and the next request or
   * socket resumes the match anew, from what is stored.
   */
  #commit(running: RunningMatch): boolean {
    try {
      running.commit(false);
      return true;
    } catch (error) {
      const { code } = running.match.spec;
      log.error("match_unsaved", { code: brief(code), detail: wordsOf(error) });
      this.#options.ctx.abort("the disk did not take the match that was recovered");
      return false;
    }
  }

  /** @returns undefined where there is no tail, or it leads nowhere */
  #restoreWith(saved: SavedMatch, tail: readonly Frame[]): Match | undefined {
    if (tail.length === 0) return undefined;
    const { code } = saved.header.spec;
    try {
      const match = this.#restore(saved, { tail });
      log.info("match_recovered", { code: brief(code), ticks: tail.reduce((sum, { ticks }) => sum + ticks, 0) });
      return match;
    } catch (error) {
      log.error("tail_refused", { code: brief(code), detail: wordsOf(error) });
      return undefined;
    }
  }
}
