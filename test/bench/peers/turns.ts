/**
 * Two systems side by side: both play the whole time, and are measured window by window in turn, in the order ABBA, so
 * that other work of the machine meets both alike. The one that is not measured is stopped.
 */
import { type Cost, Play } from "./play.ts";
import type { LoadTarget, MatchOptions } from "./target.ts";

export interface TurnsOptions extends MatchOptions {
  /** Of each window. */
  readonly seconds: number;
  /** Of each system. */
  readonly windows: number;
}

/** What has been measured of a system, until it failed or all was done. */
export interface Measured {
  readonly windows: readonly Cost[];
  readonly failure: string | undefined;
}

class Side implements Measured {
  readonly windows: Cost[] = [];
  failure: string | undefined;
  readonly #target: LoadTarget;
  #play: Play | undefined;

  constructor(target: LoadTarget) {
    this.#target = target;
  }

  /** Fills the match, and stops it. */
  enter(match: MatchOptions): Promise<void> {
    return this.#attempt(async () => {
      this.#play = await Play.start(this.#target, match);
      await this.#play.join(match.seats);
      // A match that is halted does not get through its lobby.
      await this.#play.ready();
      this.#play.halt();
    });
  }

  turn(seconds: number): Promise<void> {
    return this.#attempt(async () => {
      if (!this.#play) return;
      this.#play.wake();
      this.windows.push(await this.#play.measure(seconds));
      this.#play.halt();
    });
  }

  async leave(): Promise<void> {
    await this.#play?.end();
    this.#play = undefined;
  }

  /** A side that fails leaves the other one to itself. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.failure !== undefined) return;
    try {
      await work();
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      await this.leave();
    }
  }
}

/** Plays a full match of each target. Never throws because of one: its failure is in the answer, by its name. */
export async function byTurns(
  targets: Readonly<Record<string, LoadTarget>>,
  { seats, tickRate, seconds, windows }: TurnsOptions,
): Promise<Readonly<Record<string, Measured>>> {
  const sides = Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, new Side(target)]));
  const order = Object.values(sides);
  try {
    for (const side of order) await side.enter({ seats, tickRate });
    for (let window = 0; window < windows; window++) {
      for (const side of window % 2 === 0 ? order : order.toReversed()) await side.turn(seconds);
    }
    return sides;
  } finally {
    await Promise.all(order.map((side) => side.leave()));
  }
}
