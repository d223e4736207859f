/**
 * Where a pool keeps what it knows: on its disk, or, if a newer build has stored something there, in memory alone. Matches report
 * again within a minute, and players who wait come back by themselves, so that play goes on after an update was taken back.
 */
import { type QueueStores, queueStores, queueStoresInMemory } from "../queue/stores.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import type { DirectoryStore } from "./directory.ts";
import type { PrivateStore } from "./match-rows.ts";
import { ReportRows } from "./store.ts";

const FORM: StorageForm = { of: "pool", upgrades: [] };

export interface PoolStores {
  readonly directory: DirectoryStore;
  /** Apart from the directory: no player is shown one of them. */
  readonly privates: PrivateStore;
  /** Called where the mode is competitive. */
  queue(): QueueStores;
  /** Single values. */
  readonly kv: Pick<SyncKvStorage, "get" | "put">;
}

function inMemory(): PoolStores {
  const nothing = { load: () => [], save: () => {}, remove: () => {} };
  return {
    directory: nothing,
    privates: nothing,
    queue: queueStoresInMemory,
    kv: { get: () => undefined, put: () => {} },
  };
}

/** @throws {Error} what an older build has stored could not be brought forward */
export function poolStores(storage: DurableObjectStorage): PoolStores {
  const version = new StorageVersion(storage, FORM);
  if (version.isTooNew) return inMemory();
  version.stamp();
  return {
    directory: new ReportRows(storage.sql, "matches"),
    privates: new ReportRows(storage.sql, "private_matches"),
    queue: () => queueStores(storage),
    kv: storage.kv,
  };
}
