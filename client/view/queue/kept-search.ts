/** Which search this tab is in: a reload goes on with it. */
import * as v from "valibot";
import { type BrowserStorage, browserStorage } from "#client/browser-storage.ts";

/** Also read by what loads this code. */
export const KEY = "scrim.queue";

const Kept = v.pipe(
  v.string(),
  v.maxLength(500),
  v.parseJson(),
  v.object({ game: v.string(), mode: v.string(), region: v.optional(v.string()), since: v.number() }),
);
/** `since`: milliseconds since 1970, by this machine's clock. */
export type KeptSearch = Readonly<v.InferOutput<typeof Kept>>;

export class SearchKeeper {
  readonly #place: BrowserStorage;

  constructor(
    place: BrowserStorage = browserStorage({
      key: KEY,
      storage: () => globalThis.sessionStorage,
      isGood: (text) => text === "" || v.is(Kept, text),
    }),
  ) {
    this.#place = place;
  }

  get value(): KeptSearch | undefined {
    const parsed = v.safeParse(Kept, this.#place.get());
    return parsed.success ? parsed.output : undefined;
  }

  set value(search: KeptSearch | undefined) {
    this.#place.set(search === undefined ? "" : JSON.stringify(search));
  }
}
