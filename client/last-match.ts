/** Which match this browser has played last: the start page offers the way back into it. */
import { readCode } from "#shared/protocol/code.ts";
import { type BrowserStorage, browserStorage } from "./browser-storage.ts";

const KEY = "scrim.match";

const isCode = (text: string): boolean => text === "" || readCode(text) === text;

export class LastMatch {
  readonly #kept: BrowserStorage;

  constructor(place: BrowserStorage = browserStorage({ key: KEY, isGood: isCode })) {
    this.#kept = place;
  }

  /** Its code; undefined where the player has left the last one, or has played none. */
  get code(): string | undefined {
    return this.#kept.get() || undefined;
  }

  /** The player has come into this match. */
  entered(code: string): void {
    if (this.code !== code) this.#kept.set(code);
  }

  /** The player has no seat in this match any more. */
  left(code: string): void {
    if (this.code === code) this.#kept.set("");
  }
}
