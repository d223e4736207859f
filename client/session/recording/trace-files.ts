/** Client traces as the server has them: docs/HTTP.md, "Client traces". */
import * as v from "valibot";
import { ClientTrace } from "#shared/protocol/index.ts";
import { BadReplay, readReplay } from "#shared/replay/index.ts";
import { ask, type Fetch, ReplayFailure, type RulesOf } from "./replay-request.ts";
import { ReplaySession } from "./replay-session.ts";
import type { TraceSource } from "./sources.ts";
import { type TraceMark, TraceReading } from "./trace-reading.ts";

/** A trace, ready to be looked at. */
export interface OpenedTrace {
  /** The server's log. */
  readonly session: ReplaySession;
  readonly reading: TraceReading;
  readonly marks: readonly TraceMark[];
}

/** One looks at so much of it first, up to the moment at which the player has pressed, in seconds. */
const BEFORE_S = 8;

const TraceText = v.pipe(v.string(), v.parseJson(), ClientTrace);

function parse(bytes: Uint8Array): ClientTrace {
  const trace = v.safeParse(TraceText, new TextDecoder().decode(bytes));
  if (!trace.success) throw new ReplayFailure("bad", "this recording is damaged");
  return trace.output;
}

/**
 * Gets a trace, and the server's log of the same minute.
 * @param rulesOf gets the rules that it is played by
 * @param signal aborts it
 * @throws {ReplayFailure}
 */
export async function openTrace(
  fetch: Fetch,
  rulesOf: RulesOf,
  { url, log: logUrl, missing }: TraceSource,
  signal?: AbortSignal,
): Promise<OpenedTrace> {
  const get = (what: string) => ask(fetch, what, missing, signal);
  const [text, log] = await Promise.all([get(url), get(logUrl)]);
  const trace = parse(text);
  try {
    const replay = await readReplay(log);
    const { game, tickRate, first } = replay.head;
    const reading = new TraceReading(trace, tickRate);
    // The log begins somewhat earlier. What the player means was shortly before they said so.
    const from = Math.max(reading.tickAt(0), reading.tickAt(trace.lasted) - BEFORE_S * tickRate);
    const session = new ReplaySession(replay, await rulesOf(game), (from - first) / tickRate);
    return { session, reading, marks: reading.marks(session.footage.again()) };
  } catch (error) {
    if (error instanceof BadReplay) throw new ReplayFailure("bad", error.message);
    throw error;
  }
}
