/** Flights as the server has them: docs/PROTOCOL.md, "HTTP". */
import * as v from "valibot";
import { games } from "#shared/games/index.ts";
import { Flight } from "#shared/protocol/index.ts";
import { BadReplay, readReplay } from "#shared/replay/index.ts";
import { ask, type Fetch, ReplayFailure } from "./replay-request.ts";
import { ReplaySession } from "./replay-session.ts";
import { type FlightMark, FlightReading } from "./trace-reading.ts";

/** A flight, ready to be looked at. */
export interface OpenedFlight {
  /** The server's log. */
  readonly session: ReplaySession;
  readonly reading: FlightReading;
  readonly marks: readonly FlightMark[];
}

const FlightText = v.pipe(v.string(), v.parseJson(), Flight);

function parse(bytes: Uint8Array): Flight {
  const flight = v.safeParse(FlightText, new TextDecoder().decode(bytes));
  if (!flight.success) throw new ReplayFailure("bad", "this recording is damaged");
  return flight.output;
}

/**
 * Gets a flight, and the server's log of the same minute.
 * @param signal aborts it
 * @throws {ReplayFailure}
 */
export async function openFlight(fetch: Fetch, id: string, signal?: AbortSignal): Promise<OpenedFlight> {
  const url = `/api/flights/${encodeURIComponent(id)}`;
  const missing = `There is no recording ${id}.`;
  const get = (what: string) => ask(fetch, what, missing, signal);
  const [text, log] = await Promise.all([get(url), get(`${url}/log`)]);
  const flight = parse(text);
  try {
    const replay = await readReplay(log);
    const { tickRate, first } = replay.head;
    const reading = new FlightReading(flight, tickRate);
    // The log begins somewhat earlier.
    const from = (reading.tickAt(0) - first) / tickRate;
    const session = new ReplaySession(replay, games, from);
    return { session, reading, marks: reading.marks(session.footage.again()) };
  } catch (error) {
    if (error instanceof BadReplay) throw new ReplayFailure("bad", error.message);
    throw error;
  }
}
