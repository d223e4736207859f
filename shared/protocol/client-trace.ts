/** A flight: the last minute of a match as one player's client lived it. docs/HTTP.md, "Client traces". */
import * as v from "valibot";

/** The longest flight that is taken, as JSON, in bytes. */
export const MAX_TRACE = 256 * 1024;
/** What a flight covers at most, in milliseconds. */
export const TRACE_MS = 60_000;

/** So many entries of each kind are the most. */
export const MOST_OF_TRACE = {
  inputs: 3600,
  arrivals: 3600,
  roundTrips: 600,
  slacks: 600,
  corrections: 3600,
  clocks: 200,
  links: 200,
  drawn: 1300,
} as const;

const Whole = v.pipe(v.number(), v.safeInteger());
const within = (least: number, most: number) => v.pipe(Whole, v.minValue(least), v.maxValue(most));
const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));

/** Milliseconds since the flight's beginning. */
const When = within(0, TRACE_MS);
const Tick = within(0, 0xffffffff);
/** A tick with a fraction: what is drawn lies between two. */
const Moment = between(0, 0xffffffff);
/** Milliseconds, either way. */
const Span = within(-TRACE_MS, TRACE_MS);
/** Pixels of the game's own world. */
const Pixels = between(-1e6, 1e6);

const { inputs, arrivals, roundTrips, slacks, corrections, clocks, links, drawn } = MOST_OF_TRACE;
const list = <T extends v.GenericSchema>(entry: T, most: number) =>
  v.pipe(v.array(entry), v.maxLength(most), v.readonly());

/** What a client sends. Each list is in the order of time, and `when` comes first in its entries. */
export const ClientTraceBody = v.strictObject({
  edition: v.literal(1),
  /** How long it was recorded, in milliseconds. */
  lasted: When,
  /** [when it was sent, tick, seen in 1/8 ticks, the values by the game's input columns] */
  inputs: list(
    v.strictTuple([
      When,
      Tick,
      within(0, 255),
      v.pipe(v.array(within(-0x80000000, 0xffffffff)), v.maxLength(32), v.readonly()),
    ]),
    inputs,
  ),
  /** Keyframes and frames that came: [when, the tick that they led to, bytes] */
  arrivals: list(v.strictTuple([When, Tick, within(0, 1 << 24)]), arrivals),
  /** [when, milliseconds] */
  roundTrips: list(v.strictTuple([When, within(0, TRACE_MS)]), roundTrips),
  /** How punctual the inputs were, as the server has said: [when, milliseconds early; negative = late] */
  slacks: list(v.strictTuple([When, Span]), slacks),
  /** What was foretold of one's own rows and was otherwise: [when, tick, by how much in units of the columns] */
  corrections: list(v.strictTuple([When, Tick, between(0, 0xffffffff)]), corrections),
  /** [when, how far ahead one's own moment was, how far behind the others were shown], in milliseconds */
  clocks: list(v.strictTuple([When, Span, Span]), clocks),
  /** [when, where the connection stood from then on] */
  links: list(v.strictTuple([When, v.picklist(["connecting", "live", "reconnecting", "closed"])]), links),
  /** [when, the tick at which others were shown, one's own, where one's own body was drawn: x, y, or null for none] */
  drawn: list(v.strictTuple([When, Moment, Moment, v.nullable(Pixels), v.nullable(Pixels)]), drawn),
});
export type ClientTraceBody = Readonly<v.InferOutput<typeof ClientTraceBody>>;

/** What is kept of it. */
export const ClientTrace = v.strictObject({
  ...ClientTraceBody.entries,
  /** Whose it is. */
  seat: within(0, 255),
  /** When it was sent in: ISO 8601, UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type ClientTrace = Readonly<v.InferOutput<typeof ClientTrace>>;

/** What a flight is called: its address ends with it. */
export const TraceId = v.object({ id: v.string() });
