/**
 * What is kept of a player, on the disk of their object: one value for each thing, written whole when it changes. A value in a form
 * that this code does not know counts as none, and costs no other.
 */
import * as v from "valibot";
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

export class PlayerStore {
  readonly #storage: Pick<DurableObjectStorage, "kv">;

  constructor(storage: Pick<DurableObjectStorage, "kv">) {
    this.#storage = storage;
  }

  get<K extends keyof Kept>(key: K): Kept[K] | undefined {
    const stored = v.safeParse(SCHEMAS[key], this.#storage.kv.get(key));
    return stored.success ? stored.output : undefined;
  }

  put<K extends keyof Kept>(key: K, value: Kept[K]): void {
    this.#storage.kv.put(key, value);
  }
}
