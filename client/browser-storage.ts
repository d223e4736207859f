/**
 * Texts that the browser keeps between visits. Nothing here throws, also where the browser keeps nothing, or has kept
 * nonsense.
 */

/** A place for one text, which may be forgotten when the page is closed. */
export interface BrowserStorage {
  get(): string | undefined;
  set(text: string): void;
}

export interface BrowserStorageOptions {
  readonly key: string;
  /** Where: by default what all tabs of this browser share. A browser may refuse, by throwing or by having none. */
  readonly storage?: () => Storage;
  /** What it can be. Anything else is dropped when it is read: others write there too, and disks fail. */
  isGood(text: string): boolean;
}

/** One entry of the browser's storage, or of memory alone where storage is blocked or full. */
export function browserStorage({
  key,
  storage = () => globalThis.localStorage,
  isGood,
}: BrowserStorageOptions): BrowserStorage {
  let copy: string | undefined;
  /** What stands in the storage is older than the copy, and can't be replaced. */
  let isFull = false;
  return {
    get() {
      if (isFull) return copy;
      try {
        const text = storage().getItem(key);
        if (text !== null && !isGood(text)) storage().removeItem(key);
        else copy = text ?? copy;
      } catch {
        // Blocked: what this page has set itself still counts.
      }
      return copy;
    },
    set(text) {
      copy = text;
      try {
        storage().setItem(key, text);
        isFull = false;
      } catch {
        // Blocked or full: kept for as long as this page lives.
        isFull = true;
      }
    },
  };
}
