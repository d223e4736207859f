/** Which party this tab is in, and which one this browser was in last: a reload leads back, and another tab offers the way. */
import { browserStorage } from "./browser-storage.ts";

const KEY = "scrim.party";

const isGood = (text: string): boolean => /^\w{0,12}$/.test(text);

export class PartyMemory {
  readonly #tab = browserStorage({ key: KEY, storage: () => globalThis.sessionStorage, isGood });
  readonly #browser = browserStorage({ key: KEY, isGood });

  /** The code of the party that this tab is in. */
  get code(): string | undefined {
    return this.#tab.get() || undefined;
  }

  /** The code of the party that the player was in last, and has not left. */
  get last(): string | undefined {
    return this.#browser.get() || undefined;
  }

  entered(code: string): void {
    this.#tab.set(code);
    this.#browser.set(code);
  }

  /** @param forGood the player is no member any more; else the party is open elsewhere */
  left(forGood: boolean): void {
    this.#tab.set("");
    if (forGood) this.#browser.set("");
  }
}
