/** A party on the disk of its object: one value, written whole with each change. */
import * as v from "valibot";
import { Party } from "./party.ts";

const KEY = "party";

export class PartyStore {
  readonly #storage: Pick<DurableObjectStorage, "kv">;

  constructor(storage: Pick<DurableObjectStorage, "kv">) {
    this.#storage = storage;
  }

  /** Undefined where there is none, or one in a form that this code does not know. */
  load(): Party | undefined {
    const stored = v.safeParse(Party, this.#storage.kv.get(KEY));
    return stored.success ? stored.output : undefined;
  }

  save(party: Party): void {
    this.#storage.kv.put(KEY, party);
  }
}
