/** How a match comes into an object's memory and leaves it again: made or resumed, failed, ended by an update, cleared away. */

import { CLOSE } from "#shared/protocol/index.ts";
import type { RoundRating } from "#shared/protocol/ladder.ts";
import type { Games } from "#shared/sim/index.ts";
import { archiveOf } from "../archive/archive-of.ts";
import { Archivist } from "../archive/archivist.ts";
import type { SocketTable } from "../broadcast/socket-table.ts";
import { attempt, attemptLater, closeSocket } from "../broadcast/sockets.ts";
import { type Clock, DAY_MS } from "../clock.ts";
import type { Env } from "../env.ts";
import { brief, log, wordsOf } from "../log.ts";
import { matchEvents } from "../metrics/match-events.ts";
import { ladderOf } from "../objects.ts";
import type { DevHooks } from "./dev-hooks.ts";
import { bury, endOutdated } from "./failure.ts";
import { Listeners } from "./listeners.ts";
import type { SavedMatch } from "./log/saved.ts";
import type { MatchStore } from "./log/store.ts";
import { Match } from "./match.ts";
import { Courier } from "./rating/courier.ts";
import type { Recovery } from "./recovery.ts";
import { Reporter } from "./reporter.ts";
import { MatchResumer } from "./resumer.ts";
import { EARLY_MS, Retention } from "./retention.ts";
import { RunningMatch, type Surroundings } from "./running-match.ts";
import type { MatchSpec } from "./spec.ts";
import type { Timer } from "./tick-loop.ts";
import type { UsageMeter } from "./usage-meter.ts";

/** What an object has for its match. */
export interface Premises {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly games: Games;
  readonly clock: Clock;
  readonly store: MatchStore;
  readonly usage: UsageMeter;
  readonly sockets: SocketTable;
  readonly dev?: DevHooks | undefined;
}

export class MatchLifecycle {
  readonly #premises: Premises;
  readonly #archivist: Archivist;
  readonly retention: Retention;
  readonly #courier: Courier;
  readonly #resumer: MatchResumer;
  #running: RunningMatch | undefined;
  #outdated = false;

  constructor(premises: Premises) {
    const { ctx, env, clock, store } = premises;
    this.#premises = premises;
    this.#archivist = new Archivist(
      store,
      archiveOf(env),
      premises.games,
      (work) => ctx.waitUntil(work),
      () => this.#replayMade(),
    );
    this.retention = new Retention(
      ctx.storage,
      () => store.retire(),
      () => clock.date(),
      {
        ladder: () => (store.isTooNew ? undefined : store.outbox.due()),
        wake: () => (this.recovery ? undefined : this.#running?.wakesAt),
      },
    );
    this.#courier = new Courier({
      outbox: store.outbox,
      games: premises.games,
      ladder: (place) => ladderOf(env, place),
      date: () => clock.date(),
      timer: this.#timer(),
      random: () => Math.random(),
      background: (work) => ctx.waitUntil(work),
      moved: () => this.retention.moved(),
    });
    this.#resumer = new MatchResumer({
      ...premises,
      timer: this.#timer(),
      archivist: this.#archivist,
      run: (match) => this.#run(match),
      outdated: (saved) => this.#endOutdated(saved),
      lost: () => this.#lose(),
    });
  }

  /** The match, while there is one. */
  get running(): RunningMatch | undefined {
    return this.#running;
  }

  /** There was a match of other rules, which could not go on. */
  get outdated(): boolean {
    return this.#outdated;
  }

  /** Waits for what a crash has lost, before the match goes on; undefined where nothing is waited for. */
  get recovery(): Recovery | undefined {
    return this.#resumer.recovery;
  }

  /**
   * Goes on with the match that is stored, if there is one.
   * @param slept sockets have outlived its sleep
   */
  resume(slept: boolean): void {
    if (this.#premises.store.isTooNew) this.#refuseNewer();
    else {
      this.#resumer.resume(slept);
      this.#catchUp();
    }
  }

  /** An update was taken back, and this match is the newer build's: it stays on disk for that one. */
  #refuseNewer(): void {
    this.#outdated = true;
    this.#dismiss("an update has been taken back, and this match with it");
  }

  #dismiss(reason: string): void {
    for (const socket of this.#premises.ctx.getWebSockets()) closeSocket(socket, CLOSE.updated, reason);
  }

  /** What a ladder was to hear before this object went out of memory. */
  #catchUp(): void {
    const { clock, store } = this.#premises;
    if (!this.#courier.owes) return;
    attempt("wait for a replay", () => {
      const unarchived = store.unarchived();
      if (unarchived && this.#running) store.outbox.awaitReplay(unarchived.round, clock.date());
    });
    this.#courier.changed();
    this.retention.keepMatch(this.#running?.match.keptMs);
    this.#courier.look();
  }

  /** How a round stands with its ladder; undefined where there was no such round. */
  rating(round: number): RoundRating | undefined {
    const { store } = this.#premises;
    if (store.isTooNew) return undefined;
    this.#courier.look();
    return store.rating(round);
  }

  /** A round has its replay, or gets none: its facts wait no longer. */
  #replayMade(): void {
    this.#courier.changed();
    this.#courier.look();
    this.retention.moved();
  }

  /** A ladder is to hear of what was stored last. */
  #owes(): void {
    this.#courier.changed();
    this.retention.keepMatch(this.#running?.match.keptMs);
    this.#courier.look();
  }

  #endOutdated(saved: SavedMatch): void {
    const { ctx, clock, store } = this.#premises;
    this.#outdated = true;
    endOutdated(saved, store, this.#archivist, clock.date());
    if (this.#courier.owes) this.#owes();
    this.#dismiss("an update has ended this match");
    ctx.waitUntil(this.#forget(saved.header.spec));
  }

  /** Makes the match of `spec`. @returns false where there is a match already: then nothing changes */
  create(spec: MatchSpec): boolean {
    if (this.#running || this.#premises.store.isTooNew) return false;
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    const running = this.#run(this.#begin(spec, seed));
    try {
      running.commit(true);
    } catch (error) {
      // A client that is told of a match must find it, even if this object dies.
      this.#drop();
      throw error;
    }
    if (running.ended) throw new Error("this match could not begin");
    this.retention.keepMatch(running.match.keptMs);
    const { code, game, mode, listed } = spec;
    log.info("match_made", { code: brief(code), game, mode, listed });
    matchEvents.made(spec, listed);
    return true;
  }

  /** @throws what the game throws as it is set up; it has been logged */
  #begin(spec: MatchSpec, seed: number): Match {
    try {
      return Match.create(spec, seed, this.#premises.games);
    } catch (error) {
      const { code, game } = spec;
      const match = this.#premises.ctx.id.toString();
      log.error("match_failed", { code: brief(code), match, game, tick: 0, detail: wordsOf(error) });
      throw error;
    }
  }

  #run(match: Match): RunningMatch {
    const running = new RunningMatch(match, this.#surroundings(match.spec));
    this.#running = running;
    return running;
  }

  /** Another match takes the place of the one in memory, whose sockets it is yet to be given: in development. */
  replace(match: Match): RunningMatch {
    this.#running?.end();
    this.#premises.sockets.clear();
    return this.#run(match);
  }

  #timer(): Timer {
    return {
      now: () => this.#premises.clock.now(),
      set: (callback, ms) => setTimeout(callback, ms),
      clear: (handle) => clearTimeout(handle as number | null),
    };
  }

  #surroundings(spec: MatchSpec): Surroundings {
    const { ctx, clock, dev, store, usage } = this.#premises;
    return {
      id: ctx.id.toString(),
      timer: this.#timer(),
      date: () => clock.date(),
      store,
      archivist: this.#archivist,
      reporter: new Reporter(this.#listeners(spec), (work) => ctx.waitUntil(work)),
      usage,
      dev,
      failed: (match, error) => this.#failed(match, error),
      owes: () => this.#owes(),
      ticked: () => this.#courier.look(),
      asleep: (match) => {
        if (match.spent) ctx.waitUntil(this.clearAway());
        else this.#keepAsleep(match);
      },
    };
  }

  /** Players who are connected while their match sleeps in quiet time keep it. */
  #keepAsleep(match: Match): void {
    this.retention.keepMatch(
      match.sleep.hasQuietTime && match.here > 0 ? Math.max(DAY_MS, match.keptMs) : match.keptMs,
    );
  }

  /** There is no match to go on with. */
  #lose(): void {
    this.#premises.sockets.closeAll(CLOSE.fault, "the match has failed");
    this.#drop();
  }

  #failed(match: Match, error: unknown): void {
    const { ctx, clock, dev, store, sockets } = this.#premises;
    if (dev?.failed(match, error)) return;
    sockets.closeAll(CLOSE.fault, "the match has failed");
    const reported = bury(match, error, store, clock.date());
    if (reported) this.retention.keepFault();
    this.#count();
    this.#drop();
    ctx.waitUntil(reported ? this.#forget(match.spec) : this.#clear(match.spec));
  }

  /** The alarm rings: for what a ladder is to hear, or to clear the match away. */
  async ring(): Promise<void> {
    if (!this.#premises.store.isTooNew) {
      const { owes } = this.#courier;
      await this.#courier.deliver();
      this.#wakeMatch();
      if (this.retention.isEarly()) return;
      // What a ladder has answered only now stays for a while, for those who ask.
      if (owes) {
        this.retention.keepMatch(this.#running?.match.keptMs);
        return;
      }
    }
    await this.clearAway();
  }

  /** Something may be due in a match that sleeps in quiet time. What a crash has lost no player gives back any more, if none is there. */
  #wakeMatch(): void {
    const { clock } = this.#premises;
    if (!this.#running?.match.sleep.hasQuietTime || this.recovery?.isAwaited) return;
    this.recovery?.giveUp();
    const due = this.#running?.wakesAt;
    // An alarm that was left rings for nothing, and is set anew.
    if (due !== undefined && due <= clock.date() + EARLY_MS) this.#running?.wake(clock.now());
  }

  /** Clears the match away, unless it has woken up since, or a ladder has yet to hear of a round of it. */
  async clearAway(): Promise<void> {
    if (this.#running?.ticks || this.recovery?.isAwaited || this.#premises.store.isTooNew) {
      this.retention.keepMatch(this.#running?.match.keptMs);
      return;
    }
    const asleep = this.#running?.match;
    if (asleep?.sleep.hasQuietTime && asleep.here > 0) {
      this.#keepAsleep(asleep);
      return;
    }
    if (!this.recovery) this.#running?.expire(this.#premises.clock.now());
    if (this.#courier.owes) {
      this.retention.keepMatch(this.#running?.match.keptMs);
      return;
    }
    const match = this.#running?.match;
    this.#count();
    match?.end();
    this.#drop();
    await this.#clear(match?.spec);
  }

  /** What the match has used, now that it is over. */
  #count(): void {
    const running = this.#running;
    if (running) matchEvents.gone(running.match.spec, running.vitals(this.#premises.clock.now()));
  }

  /** From here on there is no match in memory. */
  #drop(): void {
    this.#resumer.end();
    this.#running?.end();
    this.#running = undefined;
    this.#premises.sockets.clear();
  }

  async #clear(spec: MatchSpec | undefined): Promise<void> {
    await this.retention.clear();
    if (spec === undefined) return;
    log.info("match_cleared", { code: brief(spec.code) });
    await this.#forget(spec);
  }

  #listeners(spec: MatchSpec): Listeners {
    const { env, clock } = this.#premises;
    return new Listeners(env, spec, () => clock.now());
  }

  /** Tells the listeners. Those who do not hear of it now drop the match when it has been silent for long. */
  async #forget(spec: MatchSpec): Promise<void> {
    await attemptLater("forget a match", () => this.#listeners(spec).forget());
  }
}
