/**
 * What objects tell to all who look. An object is asked at most once in two seconds for all clients of a data centre, however many
 * look: its answer stays in this isolate, and in the data centre's cache for the other isolates.
 */
import type { Context } from "hono";
import * as v from "valibot";
import { log, messageOf } from "../log.ts";

/** How long an answer is good, in milliseconds, wherever it is kept. */
export const FRESH_MS = 2000;
/** An isolate lets go of answers that are no longer fresh when it has so many. */
const MOST_KNOWN = 500;

export interface Dated<T> {
  /** When the object was asked, in milliseconds since 1970. */
  readonly at: number;
  readonly value: T;
}

export interface Looker {
  /** Of the request: the cache keeps answers under addresses of this server. */
  readonly url: string;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

export const lookerOf = ({ req, executionCtx }: Context): Looker => ({
  url: req.url,
  waitUntil: (work) => executionCtx.waitUntil(work),
});

export interface Question<T> {
  /** The address of the answer in the cache, as a path of this server that no route has. */
  readonly path: string;
  readonly ask: () => Promise<T>;
}

/** What one isolate keeps of answers of one kind. */
export class SharedReads<T> {
  /** What is kept in the cache. It may be of another build. */
  readonly #kept: v.GenericSchema<unknown, { at: number; value: T }>;
  /** The last answers, by path, and when they were asked for. */
  readonly #known = new Map<string, { readonly at: number; readonly asking: Promise<Dated<T>> }>();
  /** The data centre's; undefined where the runtime has none, such as bare workerd: then each isolate asks for itself. */
  #cache: Cache | undefined = typeof caches === "undefined" ? undefined : caches.default;

  readonly #freshMs: number;

  /** @param schema of an answer: what is kept in another form, by another build, counts as nothing */
  constructor(schema: v.GenericSchema<unknown, T>, freshMs = FRESH_MS) {
    this.#kept = v.object({ at: v.number(), value: schema });
    this.#freshMs = freshMs;
  }

  /**
   * @param now milliseconds since 1970
   * @throws what the object threw, to all who waited for its answer
   */
  of(looker: Looker, question: Question<T>, now: number): Promise<Dated<T>> {
    const { path } = question;
    const last = this.#known.get(path);
    if (last && this.#isFresh(last.at, now)) return last.asking;
    this.#tidy(now);
    const asking = this.#ask(looker, question, now);
    this.#known.set(path, { at: now, asking });
    const isLast = () => this.#known.get(path)?.asking === asking;
    asking.then(
      // What another isolate has asked for is older.
      ({ at }) => isLast() && this.#known.set(path, { at, asking }),
      () => isLast() && this.#known.delete(path),
    );
    return asking;
  }

  #isFresh(at: number, now: number): boolean {
    return Math.abs(now - at) < this.#freshMs;
  }

  #tidy(now: number): void {
    if (this.#known.size < MOST_KNOWN) return;
    for (const [path, { at }] of this.#known) if (!this.#isFresh(at, now)) this.#known.delete(path);
  }

  /** The object has just said something newer: it counts here at once, and in the data centre's other isolates soon. */
  learn(looker: Looker, path: string, value: T, now: number): void {
    this.#known.set(path, { at: now, asking: Promise.resolve({ at: now, value }) });
    this.#put(looker, new URL(path, looker.url).href, { at: now, value });
  }

  async #ask(looker: Looker, { path, ask }: Question<T>, now: number): Promise<Dated<T>> {
    const address = new URL(path, looker.url).href;
    const cached = await this.#fromCache(address, now);
    if (cached) return cached;
    const dated = { at: now, value: await ask() };
    this.#put(looker, address, dated);
    return dated;
  }

  #put({ waitUntil }: Looker, address: string, dated: Dated<T>): void {
    // How old it is it says itself: the cache must only not keep it for ever.
    const headers = { "Cache-Control": `public, max-age=${Math.max(60, Math.ceil(this.#freshMs / 1000))}` };
    waitUntil(this.#tryCache((cache) => cache.put(address, Response.json(dated, { headers }))));
  }

  async #fromCache(address: string, now: number): Promise<Dated<T> | undefined> {
    const found = await this.#tryCache((cache) => cache.match(address));
    if (!found) return undefined;
    const kept = v.safeParse(this.#kept, await found.json());
    return kept.success && this.#isFresh(kept.output.at, now) ? kept.output : undefined;
  }

  /** Does without the cache from the first failure on: it only saves calls. */
  async #tryCache<R>(work: (cache: Cache) => Promise<R>): Promise<R | undefined> {
    try {
      return this.#cache && (await work(this.#cache));
    } catch (error) {
      if (this.#cache) log.info("cache_missing", { detail: messageOf(error) });
      this.#cache = undefined;
      return undefined;
    }
  }
}

/** A browser keeps an answer only as long as what it was made of is fresh. */
export function freshFor(answer: Response, dates: readonly { readonly at: number }[], now: number): Response {
  const oldest = Math.min(...dates.map(({ at }) => at), now);
  const left = Math.max(0, Math.floor((FRESH_MS - (now - oldest)) / 1000));
  answer.headers.set("Cache-Control", left > 0 ? `public, max-age=${left}` : "no-store");
  return answer;
}
