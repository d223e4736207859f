/** The form of a fault's report. docs/HTTP.md, "A match that has failed". */
import * as v from "valibot";

export const FORMAT = "scrim-fault-1";

const Whole = v.pipe(v.number(), v.safeInteger());
/** Checks letter by letter: a pattern of groups runs out of stack at some megabytes, which a large match's report has. */
const isBase64 = (text: string): boolean => {
  const padding = text.indexOf("=");
  return (
    text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text) && (padding < 0 || /^={1,2}$/.test(text.slice(padding)))
  );
};
const Base64 = v.pipe(v.string(), v.check(isBase64, "it holds bytes that are not written as base64"));

export const FaultReport = v.object({
  format: v.literal(FORMAT),
  /** The first characters of the match's code. */
  code: v.string(),
  game: v.string(),
  version: Whole,
  settings: v.record(v.string(), Whole),
  /** When it failed: ISO 8601, UTC. */
  at: v.string(),
  /** The tick that was tried last. */
  tick: Whole,
  /** The exception: its name and message, and its stack. */
  error: v.string(),
  stack: v.string(),
  /** A keyframe and the frames since, as messages of the protocol, back to back. */
  log: Base64,
  /** The inputs of that tick: the `seats` table of the world's image. */
  inputs: Base64,
  /** What nature had brought in that tick when it failed: a new seed, if there was one, and the secrets that were drawn. */
  nature: v.optional(v.object({ seed: v.optional(Whole), draws: v.pipe(v.array(Whole), v.readonly()) })),
  /** Of all other fields: it tells a file that was damaged on its way from one that does not replay. */
  checksum: v.string(),
});
export type FaultReport = Readonly<v.InferOutput<typeof FaultReport>>;
