import type { BrowserStorage } from "#client/browser-storage.ts";

/** One entry of a storage that outlives a page. */
export function memory(text?: string): BrowserStorage & { text: string | undefined } {
  return {
    text,
    get() {
      return this.text;
    },
    set(fresh) {
      this.text = fresh;
    },
  };
}
