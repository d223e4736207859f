/** A client trace: the last minute of a match as one player's client recorded it. docs/HTTP.md, "Client traces". */
import * as v from "valibot";

/** The longest trace that the server takes, as JSON, in bytes. */
export const MAX_TRACE = 256 * 1024;
/** The longest time that a trace covers, in milliseconds. */
export const TRACE_MS = 60_000;

/** The most entries of each kind. */
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

/** Milliseconds since the trace's beginning. */
const When = within(0, TRACE_MS);
const Tick = within(0, 0xffffffff);
/** A tick with a fraction: a drawn frame lies between two ticks. */
const Moment = between(0, 0xffffffff);
/** Milliseconds, positive or negative. */
const Span = within(-TRACE_MS, TRACE_MS);
/** Pixels of the game's own world. */
const Pixels = between(-1e6, 1e6);

const { inputs, arrivals, roundTrips, slacks, corrections, clocks, links, drawn } = MOST_OF_TRACE;
const list = <T extends v.GenericSchema>(entry: T, most: number) =>
  v.pipe(v.array(entry), v.maxLength(most), v.readonly());

/** A trace as a client sends it. Each list is in the order of time, and its entries begin with `when`. */
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
  /** Keyframes and frames that came: [when, the tick of the world after them, bytes] */
  arrivals: list(v.strictTuple([When, Tick, within(0, 1 << 24)]), arrivals),
  /** [when, milliseconds] */
  roundTrips: list(v.strictTuple([When, within(0, TRACE_MS)]), roundTrips),
  /** How punctual the inputs were, as the server has said: [when, milliseconds early; negative = late] */
  slacks: list(v.strictTuple([When, Span]), slacks),
  /** Wrong predictions of the player's own rows: [when, tick, the error in units of the columns] */
  corrections: list(v.strictTuple([When, Tick, between(0, 0xffffffff)]), corrections),
  /**
   * [when, how far ahead the player's own rows were predicted, how far behind the others were shown], in milliseconds
   */
  clocks: list(v.strictTuple([When, Span, Span]), clocks),
  /** [when, the state of the connection from then on] */
  links: list(v.strictTuple([When, v.picklist(["connecting", "live", "reconnecting", "closed"])]), links),
  /**
   * [when, the tick at which others were shown, that of the player's own rows, x and y of the player's body as drawn,
   * or null]
   */
  drawn: list(v.strictTuple([When, Moment, Moment, v.nullable(Pixels), v.nullable(Pixels)]), drawn),
});
export type ClientTraceBody = Readonly<v.InferOutput<typeof ClientTraceBody>>;

/** A trace as the server keeps it. */
export const ClientTrace = v.strictObject({
  ...ClientTraceBody.entries,
  /** The seat of the player. */
  seat: within(0, 255),
  /** When it was sent in: ISO 8601, UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type ClientTrace = Readonly<v.InferOutput<typeof ClientTrace>>;

/** The id of a trace: its address ends with it. */
export const TraceId = v.object({ id: v.string() });
