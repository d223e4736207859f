/**
 * A picture with nothing over it, for those who show a match to others: by a key, or from the beginning by `?clean` in the
 * address. `?clean=score,feed` keeps what is named: `score`, `feed`, `card`.
 */

const PARTS = ["score", "feed", "card"] as const;
export type Kept = (typeof PARTS)[number];

/** @returns what is kept, or undefined where the address asks for no clean picture */
export function cleanFrom(search: string): readonly Kept[] | undefined {
  const asked = new URLSearchParams(search).get("clean");
  if (asked === null) return undefined;
  const names = asked.split(",").map((name) => name.trim());
  return PARTS.filter((part) => names.includes(part));
}

export class CleanPicture {
  readonly #kept: readonly Kept[];
  readonly #changed: () => void;
  #isOn: boolean;

  constructor(search: string, changed: () => void) {
    const kept = cleanFrom(search);
    this.#kept = kept ?? [];
    this.#isOn = kept !== undefined;
    this.#changed = changed;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** For the page's styles: what is kept; undefined while all is shown. */
  get kept(): string | undefined {
    return this.#isOn ? this.#kept.join(" ") : undefined;
  }

  toggle(): void {
    this.#isOn = !this.#isOn;
    this.#changed();
  }

  /** @returns whether there was anything to leave */
  leave(): boolean {
    if (!this.#isOn) return false;
    this.toggle();
    return true;
  }
}
