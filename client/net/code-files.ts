/**
 * Code of this page that is not needed at first: fetched before it is imported, so that it then comes out of the browser's cache,
 * and counted while it comes.
 */
import * as v from "valibot";
import { CODE_MS, limited } from "./time-limit.ts";

/** As the build writes them into the page (scripts/code-files.ts), by the part that needs them; uncompressed bytes. */
const CodeList = v.record(v.string(), v.array(v.tuple([v.string(), v.number()])));
export type CodeList = v.InferOutput<typeof CodeList>;

/** @param text as it stands in the page; empty in a page that is not built, as `npm run dev` serves it */
export const readCodeList = (text: string): CodeList => (text === "" ? {} : v.parse(CodeList, JSON.parse(text)));

/** A part of the page's code has not come. */
export class Unfetched extends Error {
  override readonly name = "Unfetched";
}

/** Such as `globalThis.fetch`; called as a plain function. */
type Fetch = (url: string) => Promise<Response>;

interface File {
  readonly bytes: number;
  came: number;
  done: Promise<void>;
}

export class CodeFiles {
  readonly #fetch: Fetch;
  readonly #list: CodeList;
  readonly #files = new Map<string, File>();
  readonly #watchers = new Set<() => void>();

  constructor(fetch: Fetch, list: CodeList) {
    this.#fetch = fetch;
    this.#list = list;
  }

  /** How much is there of all that has been asked for, 0 to 1; undefined where there is nothing to count. */
  get share(): number | undefined {
    let [came, bytes] = [0, 0];
    for (const file of this.#files.values()) {
      came += Math.min(file.came, file.bytes);
      bytes += file.bytes;
    }
    return bytes === 0 ? undefined : came / bytes;
  }

  /** @param came is called with each piece that comes. Answers how to stop */
  watch(came: () => void): () => void {
    this.#watchers.add(came);
    return () => void this.#watchers.delete(came);
  }

  /** Fetches what this part needs, once. Resolves when it is there, or has failed. */
  async get(part: string): Promise<void> {
    await Promise.all((this.#list[part] ?? []).map(([url, bytes]) => this.#file(url, bytes).done));
  }

  /**
   * Fetches what this part needs, and then imports it: each piece that comes says that the link is no dead one. What does not come
   * is not imported, since browsers remember an import that has failed: so the next call of this can do better.
   * @throws {Unfetched} it does not come
   * @throws {Overdue} nothing has come for long
   * @throws what `load` throws
   */
  async load<T>(part: string, load: () => Promise<T>): Promise<T> {
    let unwatch = () => {};
    const fetched = limited(CODE_MS, ({ renew }) => {
      unwatch = this.watch(renew);
      return this.#whole(part);
    });
    await fetched.finally(() => unwatch());
    return limited(CODE_MS, load);
  }

  /** @throws {Unfetched} */
  async #whole(part: string): Promise<void> {
    const missing = () => (this.#list[part] ?? []).find(([url]) => !this.#files.has(url));
    await this.get(part);
    // What was on its way already may be lost to what the link was then.
    if (missing()) await this.get(part);
    const [url] = missing() ?? [];
    if (url !== undefined) throw new Unfetched(`${url} does not come`);
  }

  #file(url: string, bytes: number): File {
    const known = this.#files.get(url);
    if (known) return known;
    const file: File = { bytes, came: 0, done: Promise.resolve() };
    this.#files.set(url, file);
    file.done = this.#read(url, file).catch(() => {
      // The link is bad just now: it is tried again when the part is asked for again.
      this.#files.delete(url);
    });
    return file;
  }

  async #read(url: string, file: File): Promise<void> {
    const { body, ok, status } = await this.#fetch(url);
    if (!ok || !body) throw new Error(`${url}: status ${status}`);
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      file.came += value.length;
      for (const came of this.#watchers) came();
    }
  }
}
