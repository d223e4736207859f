/** Where the files of recordings are: by their names as players have them, or by an operator's report. docs/HTTP.md */
import { urlOf } from "./replay-request.ts";

export interface FileSource {
  readonly url: string;
  /** What is said where there is none. */
  readonly missing: string;
}

/** A client trace, and the server's log of the same minute. */
export interface TraceSource extends FileSource {
  readonly log: string;
}

/** @param id a match's code, or CODE-N for its round N */
export const replayBy = (id: string): FileSource => ({ url: urlOf(id), missing: `There is no replay ${id}.` });

export function traceBy(id: string): TraceSource {
  const url = `/api/flights/${encodeURIComponent(id)}`;
  return { url, log: `${url}/log`, missing: `There is no recording ${id}.` };
}

const reportBy = (id: string): string => `/api/operator/reports/${encodeURIComponent(id)}`;

/** The replay of the round that a report is about. @param id the report's */
export const replayOfReport = (id: string): FileSource => ({
  url: `${reportBy(id)}/replay`,
  missing: "The round of this report has left no replay.",
});

/** What the player who has made a report saw. @param id the report's */
export function traceOfReport(id: string): TraceSource {
  const url = `${reportBy(id)}/trace`;
  return { url, log: `${url}/log`, missing: "The reporter's recording is kept no more." };
}
