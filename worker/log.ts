/**
 * The server's log: one line of JSON an event, with its level. Nothing that admits or identifies a player goes into a line whole:
 * `brief` it.
 */

import { type Fields, failed } from "./telling.ts";

type OwnFields = Fields & { readonly level?: never; readonly event?: never };
type Level = "info" | "warn" | "error";

const write =
  (level: Level) =>
  (event: string, fields: OwnFields = {}): void =>
    console[level](JSON.stringify({ level, event, ...fields }));

export const log = {
  /** Events of normal operation, such as a match that is made. */
  info: write("info"),
  /** Faults that the server recovers from by itself. */
  warn: write("warn"),
  /** Faults that the operator ought to look at: the monitor shows them too. */
  error(event: string, fields: OwnFields = {}): void {
    write("error")(event, fields);
    failed(event, fields);
  },
} as const;

/** Enough of a name, a code or a token to find it again: its first characters, 4 and never above half, and its length. */
export function brief(id: string): string {
  return `${id.slice(0, Math.min(4, id.length >> 1))}…(${id.length})`;
}

/** A path whose long parts are brief: a match's code is one of them, however it is written. */
export function briefPath(path: string): string {
  const parts = path.split("/");
  return parts.map((part) => (part.length < 10 ? part : brief(part))).join("/");
}

/** A text about a thrown value. To make one may itself throw: a game's rules can throw anything. */
function words(tell: () => string): string {
  try {
    return tell();
  } catch {
    return "a value was thrown that has no text";
  }
}

/** A thrown value as text, with its stack if it has one. Never throws. */
export const wordsOf = (error: unknown): string =>
  words(() => (error instanceof Error ? String(error.stack ?? error) : String(error)));

/** A thrown value in one line. Never throws. */
export const messageOf = (error: unknown): string => words(() => String(error));

/** The stack of a thrown value, if it has one. Never throws. */
export const stackOf = (error: unknown): string =>
  words(() => (error instanceof Error && error.stack !== undefined ? String(error.stack) : ""));
