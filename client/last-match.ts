/** Which matches this browser has a seat in, the newest first: the start page offers the ways back into them. */
import { readCode } from "#shared/protocol/code.ts";
import { type BrowserStorage, browserStorage } from "./browser-storage.ts";

const KEY = "scrim.match";
/** So many are remembered: a match of turns may wait for days. */
const MOST = 5;

const isList = (text: string): boolean =>
  text === "" || text.split(" ").every((code, i) => i < MOST && readCode(code) === code);

export class LastMatch {
  readonly #kept: BrowserStorage;

  constructor(place: BrowserStorage = browserStorage({ key: KEY, isGood: isList })) {
    this.#kept = place;
  }

  /** Their codes; none where the player has left all, or has played none. */
  get codes(): readonly string[] {
    return (this.#kept.get() || undefined)?.split(" ") ?? [];
  }

  /** The newest one's. */
  get code(): string | undefined {
    return this.codes[0];
  }

  /** The player has come into this match. */
  entered(code: string): void {
    if (this.code !== code) this.#set([code, ...this.#without(code)]);
  }

  /** The player has no seat in this match any more. */
  left(code: string): void {
    if (this.codes.includes(code)) this.#set(this.#without(code));
  }

  #without(code: string): string[] {
    return this.codes.filter((one) => one !== code);
  }

  #set(codes: readonly string[]): void {
    this.#kept.set(codes.slice(0, MOST).join(" "));
  }
}
