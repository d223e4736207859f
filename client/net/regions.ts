/**
 * The regions that this client knows, how far each is, and in which one it wants to play. Measured once a day
 * (region-measure.ts); a match that is played says more. docs/decisions/regions.md
 */
import * as v from "valibot";
import type { BrowserStorage } from "#client/browser-storage.ts";
import { MOST_RTT } from "#shared/protocol/regions.ts";
import type { Rtts } from "#shared/protocol/rtt.ts";

/** A measurement counts for so long, in milliseconds. */
export const FRESH_MS = 24 * 3_600_000;
/** Regions whose round trips differ by less are equally far, in milliseconds. */
export const SAME_MS = 10;

const Known = v.object({
  region: v.string(),
  /** For players. */
  name: v.string(),
  /** Milliseconds; missing where it has not been measured, or could not be. */
  rtt: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_RTT))),
  /** It is none of the likeliest: measured once the player has chosen it. */
  far: v.optional(v.boolean()),
});
export type KnownRegion = Readonly<v.InferOutput<typeof Known>>;

const Kept = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    /** When it was measured: milliseconds since 1970. */
    at: v.number(),
    /** The likeliest first. */
    regions: v.array(Known),
  }),
);
type Measured = Readonly<v.InferOutput<typeof Kept>>;

/** For the browser's storage. */
export const isMeasured = (text: string): boolean => v.safeParse(Kept, text).success;

/** What a request says of where the player wants to play: docs/HTTP.md, "Regions". */
export interface RegionWish {
  readonly region?: string;
  readonly rtt?: Readonly<Record<string, number>>;
}

/** The nearest; of those that are equally far the likeliest. @param regions the likeliest first */
export function nearest(regions: readonly KnownRegion[]): KnownRegion | undefined {
  const least = Math.min(...regions.map(({ rtt = Number.POSITIVE_INFINITY }) => rtt));
  return regions.find(({ rtt = Number.POSITIVE_INFINITY }) => rtt <= least + SAME_MS);
}

const tenths = (ms: number): number => Math.round(10 * ms) / 10;

/** Half of the way from what was known to what a match has shown. */
export const corrected = (rtt: number | undefined, played: number): number =>
  Math.min(MOST_RTT, rtt === undefined ? played : (rtt + played) / 2);

export interface RegionsOptions {
  readonly kept: BrowserStorage;
  /** The region that the player has chosen; empty for the nearest. Read at each call. */
  readonly chosen: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Regions with round trips that the server is asked to make up, as the page's address has them: "weur:24,enam:95". */
  readonly emulated?: string | undefined;
}

export class Regions {
  readonly #options: RegionsOptions;

  constructor(options: RegionsOptions) {
    this.#options = options;
  }

  get emulated(): string | undefined {
    return this.#options.emulated;
  }

  /** The regions whose matches the server lists on request: those that it has made up; else it knows which it has. */
  get listed(): string | undefined {
    return this.emulated && (this.known.map(({ region }) => region).join(",") || undefined);
  }

  get #measured(): Measured | undefined {
    const kept = v.safeParse(Kept, this.#options.kept.get());
    return kept.success ? kept.output : undefined;
  }

  /** The likeliest first; empty before the first measurement. */
  get known(): readonly KnownRegion[] {
    return this.#measured?.regions ?? [];
  }

  /** Whether what is known need not be measured again. A clock that was set back makes it old. */
  get fresh(): boolean {
    const { at } = this.#measured ?? {};
    const age = this.#options.now() - (at ?? Number.NEGATIVE_INFINITY);
    return age >= 0 && age < FRESH_MS;
  }

  /** Where a match is asked for without a choice of the player's. */
  get nearest(): KnownRegion | undefined {
    return nearest(this.known);
  }

  /** The player's choice, where it is among those that are known here; else the nearest. */
  get wanted(): KnownRegion | undefined {
    return this.known.find(({ region }) => region === this.#options.chosen()) ?? this.nearest;
  }

  /** With a choice, a round trip to another region would say that it is wanted too. */
  get wish(): RegionWish {
    const { wanted, known } = this;
    if (wanted === undefined) return {};
    const told = wanted.region === this.#options.chosen() ? [wanted] : known;
    const measured = told.flatMap(({ region, rtt }) => (rtt === undefined ? [] : [[region, tenths(rtt)] as const]));
    return { region: wanted.region, ...(measured.length > 0 && { rtt: Object.fromEntries(measured) }) };
  }

  /** The round trips of `wish`, as the queue and parties hear of them. */
  get told(): Rtts {
    return Object.entries(this.wish.rtt ?? {}).map(([region, ms]) => [region, Math.round(ms)]);
  }

  measured(regions: readonly KnownRegion[]): void {
    this.#keep({ at: this.#options.now(), regions: [...regions] });
  }

  /** One of those that are known has been measured, or has not answered. */
  learnt(learnt: KnownRegion): void {
    const measured = this.#measured;
    if (measured === undefined) return;
    const regions = measured.regions.map((one) => (one.region === learnt.region ? learnt : one));
    this.#keep({ ...measured, regions });
  }

  /** A match in this region had this round trip, in milliseconds; 0 where it has measured none. */
  played(region: string, rtt: number): void {
    const known = this.known.find((one) => one.region === region);
    if (known && rtt > 0) this.learnt({ ...known, rtt: corrected(known.rtt, rtt) });
  }

  #keep(measured: Measured): void {
    this.#options.kept.set(JSON.stringify(measured));
  }
}
