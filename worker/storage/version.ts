/**
 * Which form an object's storage has. Each build knows one version of it: what an older build has stored it brings forward, all of
 * it or nothing, before anything is read; what a newer build has stored (an update that was taken back) it leaves alone.
 * docs/decisions/storage-versions.md
 */
import * as v from "valibot";
import { log, wordsOf } from "../log.ts";

/** Leads what is stored from one version to the next. It awaits nothing, and may throw: then nothing has changed. */
export type Upgrade = (storage: Pick<DurableObjectStorage, "kv" | "sql">) => void;

/** What a class of objects stores. */
export interface StorageForm {
  /** Such as "match": for the log. */
  readonly of: string;
  /** The first leads from version 1 to 2, and so on: this build's version is one more than there are. A released one never changes. */
  readonly upgrades: readonly Upgrade[];
}

/** The key of the version. Storage without one has version 1: builds before this rule wrote none. */
const KEY = "storage version";

const Version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A newer build has stored what is here: this one neither reads nor changes it. */
export class StorageTooNew extends Error {
  override readonly name = "StorageTooNew";
}

type Storage = Pick<DurableObjectStorage, "kv" | "sql" | "transactionSync">;

/** Whether there is nothing, but for the runtime's own tables. */
function isEmpty({ kv, sql }: Storage): boolean {
  const tables = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 4) <> '_cf_' LIMIT 1";
  return [...kv.list({ prefix: "", limit: 1 })].length === 0 && sql.exec(tables).toArray().length === 0;
}

export class StorageVersion {
  readonly #storage: Storage;
  readonly #form: StorageForm;
  /** Nothing may be read or written. */
  readonly isTooNew: boolean;

  /** @throws what an upgrade throws; it has been logged, and nothing has changed */
  constructor(storage: Storage, form: StorageForm) {
    this.#storage = storage;
    this.#form = form;
    const known = form.upgrades.length + 1;
    const stamp = storage.kv.get(KEY);
    const unstamped = isEmpty(storage) ? known : 1;
    const parsed = v.safeParse(Version, stamp === undefined ? unstamped : stamp);
    // A version that is no number is of a build that this one knows nothing of.
    const stored = parsed.success ? parsed.output : Number.POSITIVE_INFINITY;
    this.isTooNew = stored > known;
    if (this.isTooNew) log.error("storage_too_new", { of: form.of, stored: String(stamp), known });
    else if (stored < known) this.#upgrade(stored, known);
  }

  #upgrade(from: number, to: number): void {
    const { of, upgrades } = this.#form;
    const { kv, sql } = this.#storage;
    try {
      this.#storage.transactionSync(() => {
        for (const upgrade of upgrades.slice(from - 1)) upgrade({ kv, sql });
        kv.put(KEY, to);
      });
    } catch (error) {
      log.error("storage_not_upgraded", { of, from, to, detail: wordsOf(error) });
      throw error;
    }
    log.info("storage_upgraded", { of, from, to });
  }

  /**
   * For an object that has no other answer than a failure: call it before each reading. Not as the object is made, for the runtime
   * reports what a constructor throws as a fault that was not caught.
   * @throws {StorageTooNew}
   */
  check(): void {
    if (this.isTooNew)
      throw new StorageTooNew(`a newer build has stored this ${this.#form.of}: deploy that build again`);
  }

  /**
   * Something is about to be written: call it before, in the same turn. The version goes to disk with the first write, so that an
   * object with nothing to keep leaves nothing there.
   * @throws {StorageTooNew}
   */
  stamp(): void {
    this.check();
    const { kv } = this.#storage;
    if (kv.get(KEY) === undefined) kv.put(KEY, this.#form.upgrades.length + 1);
  }
}
