/**
 * What a match has used since it was made. It goes to disk with each page of the log, in that page's own row: no row more, and a
 * kill loses no more of it than of the log.
 */
import * as v from "valibot";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Plain data: it is stored as it is. */
export const UsageTotals = v.object({
  /** When the match was made, in milliseconds since 1970; of one that an older build has made, since when it is counted. */
  made: v.number(),
  messagesIn: Count,
  bytesIn: Count,
  messagesOut: Count,
  bytesOut: Count,
  requests: Count,
  secondsAwake: v.pipe(v.number(), v.minValue(0)),
  rowsWritten: Count,
  /** Clients that a limit has closed. */
  limited: Count,
});
export type UsageTotals = Readonly<v.InferOutput<typeof UsageTotals>>;

export const noUsage = (made: number): UsageTotals => ({
  made,
  ...{
    messagesIn: 0,
    bytesIn: 0,
    messagesOut: 0,
    bytesOut: 0,
    requests: 0,
    secondsAwake: 0,
    rowsWritten: 0,
    limited: 0,
  },
});
