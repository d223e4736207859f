/**
 * Tells parties which match the queue has found for them, until each has heard: what is to be told stands on the disk together with
 * the admission, so a kill in between loses nothing.
 */
import * as v from "valibot";
import { attempt, attemptLater } from "../broadcast/sockets.ts";
import { log, messageOf } from "../log.ts";
import { within } from "../time-limit.ts";

/** A party that does not hear for so long has other ways: its members know of the match. Milliseconds. */
export const NEWS_MS = 5 * 60_000;
/** After a failure, and after a kill, it is told again in so many milliseconds. */
export const RETRY_MS = 2000;
/** How long a party may take to hear. */
const HEAR_MS = 5000;

export const PartyNews = v.object({
  party: v.string(),
  search: v.string(),
  code: v.string(),
  game: v.string(),
  players: v.array(v.string()),
  /** When it was found: milliseconds since 1970. */
  at: v.number(),
});
export type PartyNews = Readonly<v.InferOutput<typeof PartyNews>>;

/** Where news is kept until it was heard. */
export interface PartyNewsStore {
  load(): Iterable<PartyNews>;
  save(news: PartyNews): void;
  /** @param search whose news it is */
  remove(search: string): void;
}

export interface PartyNewsOptions {
  readonly store: PartyNewsStore;
  /** Has `tellAll` called in so many milliseconds, also after a kill. */
  readonly wakeIn: (ms: number) => Promise<void>;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** @returns false where the party wants to hear it again in a moment */
  readonly tell: (news: PartyNews) => Promise<boolean>;
  readonly waitUntil: (work: Promise<void>) => void;
}

export class PartyNewsDesk {
  readonly #options: PartyNewsOptions;
  /** By search. */
  readonly #untold = new Map<string, PartyNews>();
  readonly #telling = new Set<string>();

  constructor(options: PartyNewsOptions) {
    this.#options = options;
    const now = options.now();
    for (const news of options.store.load()) this.#untold.set(news.search, { ...news, at: Math.min(news.at, now) });
    if (this.#untold.size > 0) this.tellAll();
  }

  /** A match is there for these parties. It is stored when this returns, and told in a moment, when that can't be undone any more. */
  add(news: readonly PartyNews[]): void {
    for (const one of news) this.#options.store.save(one);
    this.#options.waitUntil(Promise.resolve().then(() => this.#take(news)));
  }

  #take(news: readonly PartyNews[]): void {
    const stored = new Set([...this.#options.store.load()].map(({ search }) => search));
    for (const one of news) if (stored.has(one.search)) this.#untold.set(one.search, one);
    this.tellAll();
  }

  /** Tells all who have not heard. What fails is told again by the alarm, which a kill leaves set. */
  tellAll(): void {
    const { wakeIn, now, waitUntil } = this.#options;
    for (const [search, { at }] of this.#untold)
      if (now() - at >= NEWS_MS) attempt("forget what a party has not heard", () => this.#done(search));
    if (this.#untold.size === 0) return;
    waitUntil(attemptLater("set an alarm", () => wakeIn(RETRY_MS)));
    for (const news of this.#untold.values()) if (!this.#telling.has(news.search)) waitUntil(this.#tell(news));
  }

  async #tell(news: PartyNews): Promise<void> {
    this.#telling.add(news.search);
    try {
      if (await within(HEAR_MS, "tell a party of its match", this.#options.tell(news))) this.#done(news.search);
    } catch (error) {
      log.warn("party_untold", { detail: messageOf(error) });
    } finally {
      this.#telling.delete(news.search);
    }
  }

  #done(search: string): void {
    this.#options.store.remove(search);
    this.#untold.delete(search);
  }
}
