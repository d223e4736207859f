/**
 * Where the matches of an older build are, as a new pool sees it: with the one matchmaker of that build, until it has handed them
 * over; and then with the local pool of their mode, until they are over. docs/decisions/pools.md
 */
import type { MatchInfo } from "#shared/protocol/index.ts";
import { log, messageOf } from "../log.ts";
import type { PoolSnapshot } from "./rpc.ts";

/** The least time between two questions, in milliseconds. */
const PAUSE_MS = 2000;
/** Where it is stored that there is nothing more to ask. */
const DONE = "succeeded";

/** What is to be followed, and whether it is the last answer. */
interface Answer {
  readonly matches: readonly MatchInfo[];
  readonly isLast: boolean;
}

/** What of the matchmaker is asked. One of a build that knows no pools does not know the first. */
export interface Matchmaker {
  moved(): Promise<void>;
  list(): Promise<readonly MatchInfo[]>;
}

/** For the local pool, to which the matchmaker hands over. */
export async function askMatchmaker(matchmaker: Matchmaker): Promise<Answer> {
  try {
    await matchmaker.moved();
    return { matches: [], isLast: true };
  } catch (error) {
    // A build that does not know the question: it still runs, and answers an older one.
    log.info("matchmaker_not_moved", { detail: messageOf(error) });
  }
  return { matches: await matchmaker.list(), isLast: false };
}

/** For the other pools: the older build knew no regions, so that its matches take players of all. */
export async function askLocalPool(snapshot: Promise<PoolSnapshot>): Promise<Answer> {
  const { matches, succeeded } = await snapshot;
  return { matches, isLast: succeeded && matches.length === 0 };
}

export class Predecessor {
  readonly #kv: Pick<SyncKvStorage, "get" | "put">;
  readonly #ask: () => Promise<Answer>;
  #isDone: boolean;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<readonly MatchInfo[]> = Promise.resolve([]);

  constructor(kv: Pick<SyncKvStorage, "get" | "put">, ask: () => Promise<Answer>) {
    this.#kv = kv;
    this.#ask = ask;
    this.#isDone = kv.get(DONE) === true;
  }

  /** There is nothing more to follow, and nothing more is asked: in this pool's life, which outlasts its process. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The matches that report elsewhere. */
  matches(now: number): Promise<readonly MatchInfo[]> {
    if (!this.#isDone && now - this.#askedAt >= PAUSE_MS) {
      this.#askedAt = now;
      this.#asking = this.#follow();
    }
    return this.#asking;
  }

  async #follow(): Promise<readonly MatchInfo[]> {
    try {
      const { matches, isLast } = await this.#ask();
      if (isLast) {
        this.#kv.put(DONE, true);
        this.#isDone = true;
      }
      return matches;
    } catch (error) {
      // Asked again in a moment: no player waits for it.
      log.warn("predecessor_silent", { detail: messageOf(error) });
      return [];
    }
  }
}
