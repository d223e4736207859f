/**
 * The world that a returning client still holds, as the handshake names it: the server sends the frames from there on.
 */
import * as v from "valibot";

/** A client that holds a world names it in one more subprotocol: this prefix, then GENERATION.TICK. */
export const SINCE_PREFIX = "since.";

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff));

/** A world of the match: the one of this tick, in the log of this generation. */
export const Since = v.object({ generation: Whole, tick: Whole });
export type Since = Readonly<v.InferOutput<typeof Since>>;

const Told = v.pipe(
  v.string(),
  v.regex(/^since\.\d{1,10}\.\d{1,10}$/),
  v.transform((protocol) => {
    const [, generation, tick] = protocol.split(".");
    return { generation: Number(generation), tick: Number(tick) };
  }),
  Since,
);

export const writeSince = ({ generation, tick }: Since): string => `${SINCE_PREFIX}${generation}.${tick}`;

/** Reads it from the offered subprotocols; undefined if none names it, if it is malformed, or if two do. */
export function readSince(offered: readonly string[]): Since | undefined {
  const told = offered.filter((protocol) => protocol.startsWith(SINCE_PREFIX));
  const since = v.safeParse(Told, told.length === 1 ? told[0] : undefined);
  return since.success ? since.output : undefined;
}
