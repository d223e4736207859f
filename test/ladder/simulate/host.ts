/**
 * An object on a manual clock: what it does between two awaits is a turn, at the end of which it may be killed. A kill takes its
 * memory and all its calls; what the turn has written is lost with it, or just still made it to the disk. As on the platform, nothing
 * leaves an object before what it has written is on the disk.
 */
import { setImmediate as settled } from "node:timers/promises";
import type { ManualClock } from "#test/matchmaking/clock.ts";
import type { Dice } from "#test/matchmaking/dice.ts";
import type { ObjectStorage } from "#test/support/object-storage.ts";

export interface Surroundings {
  readonly clock: ManualClock;
  readonly dice: Dice;
  /** Whether a turn is an object's last. */
  readonly kills: () => boolean;
  /** A new disk. */
  readonly disk: () => ObjectStorage;
}

/** A call that is being answered. */
interface Call {
  /** The caller hears that it has failed. */
  readonly fail: () => void;
}

/** Milliseconds: how long a message is on its way, and until a caller hears that the other one is gone. */
const WAY_MS = [1, 40] as const;
const NEWS_MS = [1, 1500] as const;
/** In so many calls it is lost on the way; its answer is; it is made twice; the caller of one that was killed never hears of it. */
const CHANCES = { lost: 0.01, answerLost: 0.01, twice: 0.01, silent: 0.3 } as const;
/** Milliseconds from a kill until something calls the object back. */
const DOWN_MS = [10, 3000] as const;

export abstract class Host {
  readonly disk: ObjectStorage;
  protected readonly around: Surroundings;
  /** Which of its lives this is. */
  protected life = 0;
  kills = 0;
  readonly #calls = new Set<Call>();
  #outgoing: (() => void)[] = [];
  #isUp = false;
  #isOver = false;

  constructor(around: Surroundings) {
    this.around = around;
    this.disk = around.disk();
  }

  /** Comes into memory, from what is on the disk. */
  protected abstract boot(): void;

  /** Comes into memory, if it is not there. */
  begin(): Promise<void> {
    return this.turn(() => {});
  }

  /** Nothing happens to it any more. */
  end(): void {
    this.#isOver = true;
    this.disk.close();
  }

  /** Does what needs no await. */
  async turn(work: () => void): Promise<void> {
    if (this.#isOver) return;
    const { dice, kills } = this.around;
    this.disk.begin();
    // What reaches an object wakes it.
    if (!this.#isUp) this.boot();
    this.#isUp = true;
    work();
    // What follows from it at once is a part of it.
    await settled();
    const killed = kills();
    if (killed && dice.chance(0.5)) this.disk.undo();
    else this.disk.commit();
    if (killed) this.#die();
    else for (const send of this.#outgoing.splice(0)) send();
  }

  #die(): void {
    const { clock, dice } = this.around;
    this.kills += 1;
    this.life += 1;
    this.#isUp = false;
    this.#outgoing = [];
    for (const { fail } of this.#calls) fail();
    this.#calls.clear();
    clock.after(dice.between(...DOWN_MS), () => this.begin());
  }

  /** Goes on after some time, in this life. @returns stops it */
  protected later(ms: number, work: () => void): () => void {
    const { life } = this;
    let on = true;
    this.around.clock.after(ms, async () => {
      if (on && life === this.life) await this.turn(work);
    });
    return () => {
      on = false;
    };
  }

  /**
   * Another object answers, by a method of its own; or the call fails, or nothing ever comes of it. For a caller that is killed
   * meanwhile nothing does.
   */
  protected call<T>(other: Host, ask: () => Promise<T>): Promise<T> {
    const { clock, dice } = this.around;
    const { life } = this;
    return new Promise<T>((resolve, reject) => {
      const hear = (ms: number, work: () => void) =>
        clock.after(ms, async () => {
          if (life === this.life) await this.turn(work);
        });
      const fail = () => {
        if (!dice.chance(CHANCES.silent))
          hear(dice.between(...NEWS_MS), () => reject(new Error("the object was reset")));
      };
      const settle = ({ value, error }: Settled<T>) =>
        hear(dice.between(...WAY_MS), () =>
          error === undefined ? resolve(structuredClone(value) as T) : reject(error),
        );
      const send = () => clock.after(dice.between(...WAY_MS), () => other.#answer(ask, settle, fail));
      this.#outgoing.push(() => {
        if (dice.chance(CHANCES.lost)) fail();
        else send();
        if (dice.chance(CHANCES.twice)) send();
      });
    });
  }

  #answer<T>(ask: () => Promise<T>, settle: (settled: Settled<T>) => void, fail: () => void): Promise<void> {
    const { dice } = this.around;
    const { life } = this;
    const call = { fail };
    this.#calls.add(call);
    const finish = (settled: Settled<T>) => {
      if (life !== this.life) return;
      this.#outgoing.push(() => {
        this.#calls.delete(call);
        if (dice.chance(CHANCES.answerLost)) fail();
        else settle(settled);
      });
    };
    return this.turn(() => {
      ask().then(
        (value) => finish({ value }),
        (error: unknown) => finish({ error }),
      );
    });
  }
}

/** What has become of a call: one of the two. */
interface Settled<T> {
  readonly value?: T;
  readonly error?: unknown;
}
