/**
 * Records the last minute of a match as this client lived it, to be looked at beside the server's own log.
 * Its memory is bounded, and it owns no clock: time is an argument, in milliseconds that never go back.
 */
import { type ClientTraceBody, type Input, MAX_TRACE, MOST_OF_TRACE, TRACE_MS } from "#shared/protocol/index.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { Observer } from "../observer.ts";
import type { Drawn, Link, NetStats } from "../types.ts";

/** What is drawn is written down so often at most, and where the clocks stand. Milliseconds. */
const DRAWN_MS = 50;
const CLOCKS_MS = 500;
/** Where all of it would be too long, it covers so much less, and again. */
const LESS = 0.75;

type List = keyof typeof MOST_OF_TRACE;
type Entries = { readonly [L in List]: ClientTraceBody[L][number][] };

/** A point of the game's own world, in its pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const LISTS = Object.keys(MOST_OF_TRACE).filter((name): name is List => name in MOST_OF_TRACE);

/** What an entry can hold: more than this is cut. */
const clamp = (value: number, most: number, least = 0): number =>
  Number.isNaN(value) ? 0 : Math.round(Math.min(most, Math.max(least, value)));

/** Two digits after the point: a hundredth of a tick, or of a pixel. */
const fine = (value: number, most: number, least = 0): number => clamp(value * 100, most * 100, least * 100) / 100;

/** The greatest tick, and correction; and how far from the origin a place may be, in pixels. */
const MOST_WORD = 0xffffffff;
const MOST_PIXELS = 1e6;

export class TraceRecorder implements Observer {
  /** `when` is the time as it was given, until it is asked for. */
  readonly #entries: Entries = {
    inputs: [],
    arrivals: [],
    roundTrips: [],
    slacks: [],
    corrections: [],
    clocks: [],
    links: [],
    drawn: [],
  };
  #since: number | undefined;
  #link: Link["state"] | undefined;

  #add<L extends List>(list: L, entry: ClientTraceBody[L][number]): void {
    const [now] = entry;
    this.#since ??= now;
    const entries: ClientTraceBody[L][number][] = this.#entries[list];
    entries.push(entry);
    // Of the links the last one before tells where the connection stood at the beginning.
    const over = (at: number) => entries[at]?.[0] < now - TRACE_MS;
    while (entries.length > MOST_OF_TRACE[list] || over(list === "links" ? 1 : 0)) entries.shift();
  }

  sent(_bytes: number, now: number, inputs: readonly Input[]): void {
    for (const { tick, seen, values } of inputs) this.#add("inputs", [now, tick, seen, [...values]]);
  }

  frame({ tick }: WorldBase, bytes: number, now: number): void {
    this.#add("arrivals", [now, tick, bytes]);
  }

  roundTrip(ms: number, now: number): void {
    this.#add("roundTrips", [now, clamp(ms, TRACE_MS)]);
  }

  heard(slack: number, now: number): void {
    this.#add("slacks", [now, clamp(slack, TRACE_MS, -TRACE_MS)]);
  }

  corrected(tick: number, size: number, now: number): void {
    this.#add("corrections", [now, tick, fine(size, MOST_WORD)]);
  }

  /** Where the connection stands; only changes are written down. */
  linked(state: Link["state"], now: number): void {
    if (state === this.#link) return;
    this.#link = state;
    this.#add("links", [now, state]);
  }

  /**
   * What has been drawn; not every frame is written down.
   * @param place where the player's own body was; undefined while there is none
   */
  drew({ tick, ownTick }: Pick<Drawn, "tick" | "ownTick">, place: Point | undefined, now: number): void {
    const last = this.#entries.drawn.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
    if (now - last < DRAWN_MS) return;
    const pixels = (value: number) => fine(value, MOST_PIXELS, -MOST_PIXELS);
    const at = place ? ([pixels(place.x), pixels(place.y)] as const) : ([null, null] as const);
    this.#add("drawn", [now, fine(tick, MOST_WORD), fine(ownTick, MOST_WORD), ...at]);
  }

  /** Where the clocks stand; not every call is written down. @param stats asked for where it is */
  measure(stats: () => Pick<NetStats, "ahead" | "delay">, now: number): void {
    const last = this.#entries.clocks.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
    if (now - last < CLOCKS_MS) return;
    const { ahead, delay } = stats();
    this.#add("clocks", [now, clamp(ahead, TRACE_MS, -TRACE_MS), clamp(delay, TRACE_MS, -TRACE_MS)]);
  }

  /** The last minute up to `now`, or as much of it as can be sent. */
  trace(now: number): ClientTraceBody {
    let lasted = Math.min(TRACE_MS, Math.max(0, Math.floor(now - (this.#since ?? now))));
    for (;;) {
      const body = this.#last(lasted, now);
      // All that is written down is ASCII: a character is a byte.
      if (JSON.stringify(body).length <= MAX_TRACE || lasted === 0) return body;
      lasted = Math.floor(lasted * LESS);
    }
  }

  #last(lasted: number, now: number): ClientTraceBody {
    const from = now - lasted;
    const when = (at: number): number => clamp(at - from, lasted);
    const cut = <E extends readonly [number, ...unknown[]]>(entries: readonly E[]): E[] =>
      entries.filter(([at]) => at >= from && at <= now);
    const { inputs, arrivals, roundTrips, slacks, corrections, clocks, links, drawn } = this.#entries;
    const before = links.findLast(([at]) => at < from);
    return {
      edition: 1,
      lasted,
      inputs: cut(inputs).map(([at, ...rest]) => [when(at), ...rest]),
      arrivals: cut(arrivals).map(([at, ...rest]) => [when(at), ...rest]),
      roundTrips: cut(roundTrips).map(([at, ...rest]) => [when(at), ...rest]),
      slacks: cut(slacks).map(([at, ...rest]) => [when(at), ...rest]),
      corrections: cut(corrections).map(([at, ...rest]) => [when(at), ...rest]),
      clocks: cut(clocks).map(([at, ...rest]) => [when(at), ...rest]),
      links: [...(before ? [before] : []), ...cut(links)].map(([at, ...rest]) => [when(at), ...rest]),
      drawn: cut(drawn).map(([at, ...rest]) => [when(at), ...rest]),
    };
  }

  /** How many entries are kept, of all kinds. */
  get size(): number {
    return LISTS.reduce((sum, list) => sum + this.#entries[list].length, 0);
  }
}
