/**
 * A match in an object's memory: ticks when it wants to, is stored after each tick, and ends when its game throws. Knows no
 * Cloudflare type: the shell hands in timer, disk and time.
 */
import type { MatchAct, Vitals } from "#shared/monitor/index.ts";
import type { Archivist } from "../archive/archivist.ts";
import { brief, log, wordsOf } from "../log.ts";
import { counted } from "../telling.ts";
import type { DevHooks } from "./dev-hooks.ts";
import type { Due } from "./log/records.ts";
import type { MatchStore } from "./log/store.ts";
import type { Match } from "./match.ts";
import type { Reporter, Standing } from "./reporter.ts";
import type { Operated } from "./rpc.ts";
import { TickLoop, type Timer } from "./tick-loop.ts";
import type { UsageMeter } from "./usage-meter.ts";
import { vitalsOf } from "./vitals/vitals.ts";

export interface Surroundings {
  /** The id of its object, for the operator; undefined in a test. */
  readonly id?: string;
  readonly timer: Timer;
  /** Milliseconds since 1970, by the machine's clock. */
  date(): number;
  readonly store: Pick<MatchStore, "save">;
  readonly archivist: Pick<Archivist, "file">;
  readonly reporter: Pick<Reporter, "offer">;
  readonly usage: Pick<UsageMeter, "in" | "out" | "sleep" | "totals" | "wake">;
  /** The game has thrown: the match has ended, and does nothing more. */
  failed(match: Match, error: unknown): void;
  /** A ladder is to hear of what was stored last. */
  owes(): void;
  /** Of a development server. */
  readonly dev?: DevHooks | undefined;
  /** A tick has passed. */
  ticked(now: number): void;
  /** The match has stopped ticking: it sleeps until it is woken. */
  asleep(match: Match): void;
}

export class RunningMatch {
  readonly match: Match;
  readonly #around: Surroundings;
  readonly #loop: TickLoop;
  #ended = false;
  /** The timer after which more is made up for. */
  #catchingUp: unknown;

  constructor(match: Match, around: Surroundings) {
    this.match = match;
    this.#around = around;
    this.#loop = new TickLoop(around.timer, match.tickRate, (now) => this.#tick(now), match.health);
  }

  /** Its game has thrown, or it was cleared away. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether it ticks, or is about to; otherwise it sleeps. */
  get ticks(): boolean {
    return this.#loop.running || this.#catchingUp !== undefined;
  }

  /** When it must wake by itself, while it sleeps: milliseconds since 1970; undefined where it need not. */
  get wakesAt(): number | undefined {
    const { timer, date } = this.#around;
    return this.ticks ? undefined : this.attempt((match) => match.sleep.wakesAt(timer.now(), date()));
  }

  /** An exception in a game's rules must end this match and nothing else: then the answer is undefined. */
  attempt<T>(work: (match: Match) => T): T | undefined {
    if (this.#ended) return undefined;
    try {
      return work(this.match);
    } catch (error) {
      const { match } = this;
      const { code, game } = match.spec;
      const failure = { code: brief(code), match: this.#around.id, game, tick: match.tickNumber };
      log.error("match_failed", { ...failure, detail: wordsOf(error) });
      this.end();
      this.#around.failed(match, error);
      return undefined;
    }
  }

  /** From here on it does nothing more. */
  end(): void {
    this.#ended = true;
    this.#around.usage.sleep(this.#around.timer.now());
    this.#loop.stop();
    this.#around.timer.clear(this.#catchingUp);
    this.#catchingUp = undefined;
  }

  /** Answers what has come in, unless the match ticks and so will answer it. */
  rest(now: number): void {
    if (!this.ticks) this.attempt((match) => match.rest(now));
  }

  /**
   * Before anything comes in: the ticks pass that are over. They are quiet, but for those in which something was due while there
   * was no process.
   */
  rouse(now: number): void {
    if (this.ticks || this.#ended) return;
    const { timer, date } = this.#around;
    const isBehind = this.attempt((match) => match.sleep.catchUp(now, date(), (due) => this.#store(due)));
    if (!isBehind) return;
    this.save(false);
    this.#catchingUp = timer.set(() => {
      this.#catchingUp = undefined;
      this.wake(timer.now());
    }, 0);
  }

  /** Starts the ticks if the match wants some; otherwise answers at once. */
  wake(now: number): void {
    this.rouse(now);
    if (this.ticks) return;
    const awake = this.attempt((match) => {
      match.rest(now);
      return match.awake(now);
    });
    if (awake) {
      this.#around.usage.wake(now);
      this.#loop.start(this.match.sleep.wake(this.#around.date()));
    } else if (awake === false && this.match.sleep.hasQuietTime) this.#sleep(now);
  }

  /**
   * A match ends if a result can't be stored. A round can begin on a disk that is full, and is stored later; so are secrets, which
   * then only a crash before that could undo.
   */
  #store(due: Due): void {
    if (due === "end") this.commit(false);
    else this.save(false);
  }

  #tick(now: number): void {
    const { dev, reporter, usage } = this.#around;
    if (dev && !dev.due(this.match)) {
      this.attempt((match) => match.rest(now));
      return;
    }
    const awake = this.attempt((match) => {
      match.tick(now, (due) => this.#store(due));
      match.health.carried(now, usage.in.bytes, usage.out.bytes);
      reporter.offer(() => this.#standing(match, now), now);
      this.#around.ticked(now);
      return match.awake(now);
    });
    if (awake === undefined) return;
    if (!awake) {
      this.#sleep(now);
      return;
    }
    // After the tick's sends, so that they don't wait for the disk.
    this.save(false);
  }

  /** How it stands, and how it does. @throws what the game throws */
  #standing(match: Match, now: number): Standing {
    return {
      report: match.standing(),
      lateness: match.health.lateness(now),
      asleep: !this.ticks,
      vitals: () => this.vitals(now),
    };
  }

  /** How it does. */
  vitals(now: number): Vitals {
    return vitalsOf(this.match, this.#around.usage.totals(now), !this.ticks, now);
  }

  /** It is stored whole, and every client knows the world as it is. */
  #sleep(now: number): void {
    const { date, reporter, usage } = this.#around;
    if (this.match.sleep.hasQuietTime) this.attempt((match) => match.settle(date()));
    this.save(true);
    if (this.#ended) return;
    usage.sleep(now);
    this.#loop.stop();
    this.attempt((match) => reporter.offer(() => this.#standing(match, now), now, true));
    if (!this.#ended) this.#around.asleep(this.match);
  }

  /** An operator of the server acts here, between two ticks. */
  operate(act: MatchAct, by: string): Operated {
    const { timer, date } = this.#around;
    const now = timer.now();
    this.rouse(now);
    const operated = this.attempt((match) => match.operate(act, { by, at: date() }, now, (due) => this.#store(due)));
    if (!operated) return { ok: false, refusal: "this match has failed" };
    this.wake(now);
    // What has changed of a match that sleeps on is stored, and told.
    if (operated.ok && !this.ticks && !this.#ended) this.#sleep(now);
    return operated;
  }

  /** While it sleeps: seats of players who have been away for too long are free. */
  expire(now: number): void {
    this.attempt((match) => match.expire(now, () => this.commit(true)));
  }

  /**
   * Stores what is new.
   * @param all the second that has begun too
   * @throws {Error} the disk did not take it, such as one that is full
   */
  commit(all: boolean): void {
    // The game is asked how the match stands.
    const unsaved = this.attempt((match) => match.takeUnsaved(all));
    if (!unsaved) return;
    const { header, result, facts, leaves = [], pages, signingKey, dated, operator } = unsaved;
    // Most ticks have nothing to store.
    if (!header && !result && !signingKey && !dated && !operator && pages.length === 0 && leaves.length === 0) return;
    // People read a result's date, so it is the machine's; and a ladder's season goes by it.
    const { date, store, timer, usage } = this.#around;
    const at = date();
    store.save({
      ...unsaved,
      ...(pages.length > 0 && { usage: usage.totals(timer.now()) }),
      result: result && { ...result, at },
      ...(facts && { facts: { ...facts, at } }),
      ...(leaves.length > 0 && { leaves: leaves.map((leave) => ({ ...leave, at })) }),
    });
    if (facts || leaves.length > 0) this.#around.owes();
    if (!header || !result) return;
    this.#around.archivist.file(header);
    const { game, mode } = header.spec;
    counted("scrim_rounds_ended_total", { game, mode });
  }

  /**
   * As `commit`, for what may be lost in a kill. What the disk does not take now it is given once more: the log begins anew,
   * since the match no longer has what was to be written of it.
   */
  save(all: boolean): void {
    try {
      this.commit(all);
    } catch (error) {
      this.match.beginLog();
      const { code, game } = this.match.spec;
      log.error("match_unsaved", { code: brief(code), match: this.#around.id, game, detail: wordsOf(error) });
    }
  }
}
