/** A party on the disk of its object: one value, written whole with each change. */
import * as v from "valibot";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import { Party } from "./party.ts";

const KEY = "party";

const FORM: StorageForm = { of: "party", upgrades: [] };

export class PartyStore {
  readonly #storage: DurableObjectStorage;
  readonly #version: StorageVersion;

  /** @throws {Error} what an older build has stored could not be brought forward */
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#version = new StorageVersion(storage, FORM);
  }

  /** A newer build has stored the party: it is neither read nor changed. */
  get isTooNew(): boolean {
    return this.#version.isTooNew;
  }

  /** Undefined where there is none, or one in a form that this code does not know. */
  load(): Party | undefined {
    if (this.isTooNew) return undefined;
    const stored = v.safeParse(Party, this.#storage.kv.get(KEY));
    return stored.success ? stored.output : undefined;
  }

  save(party: Party): void {
    this.#version.stamp();
    this.#storage.kv.put(KEY, party);
  }
}
