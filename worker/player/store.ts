/**
 * What is kept of a player, on the disk of their object: one value for each thing, written whole when it changes. A value in a form
 * that this code does not know counts as none, and costs no other.
 */
import * as v from "valibot";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import { StoredBlocked } from "./blocked.ts";
import { StoredAnswers, StoredPasskeys } from "./passkeys.ts";
import type { Answered, Blocked, Passkey, Profile, Whereabouts } from "./rpc.ts";
import { StoredWhereabouts } from "./whereabouts.ts";

const StoredProfile = v.object({
  name: v.string(),
  since: v.number(),
  settings: v.string(),
  generation: v.number(),
});

/** What is kept, by key. */
interface Kept {
  readonly profile: Profile;
  readonly where: Whereabouts;
  readonly blocked: readonly Blocked[];
  readonly passkeys: readonly Passkey[];
  /** Challenges of passkeys that were answered. */
  readonly answers: readonly Answered[];
  /** The player has just been deleted. */
  readonly erased: true;
}

const SCHEMAS: { readonly [K in keyof Kept]: v.GenericSchema<unknown, Kept[K]> } = {
  profile: StoredProfile,
  where: StoredWhereabouts,
  blocked: StoredBlocked,
  passkeys: StoredPasskeys,
  answers: StoredAnswers,
  erased: v.literal(true),
};

const FORM: StorageForm = { of: "player", upgrades: [] };

export class PlayerStore {
  readonly #storage: DurableObjectStorage;
  readonly #version: StorageVersion;

  /** @throws {Error} what an older build has stored could not be brought forward */
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#version = new StorageVersion(storage, FORM);
  }

  /** @throws {StorageTooNew} as `put` */
  get<K extends keyof Kept>(key: K): Kept[K] | undefined {
    this.#version.check();
    const stored = v.safeParse(SCHEMAS[key], this.#storage.kv.get(key));
    return stored.success ? stored.output : undefined;
  }

  put<K extends keyof Kept>(key: K, value: Kept[K]): void {
    this.#version.stamp();
    this.#storage.kv.put(key, value);
  }
}
