/**
 * What the server says of itself: one line of JSON an event, with its level. Nothing that lets anybody in, or says who
 * somebody is, goes into a line whole: `brief` it.
 */

type Fields = Readonly<Record<string, string | number | boolean | undefined>> & {
  readonly level?: never;
  readonly event?: never;
};
type Level = "info" | "warn" | "error";

const write =
  (level: Level) =>
  (event: string, fields: Fields = {}): void =>
    console[level](JSON.stringify({ level, event, ...fields }));

export const log = {
  /** What happens in an ordinary life, such as a match that is made. */
  info: write("info"),
  /** What goes wrong and mends itself. */
  warn: write("warn"),
  /** What somebody ought to look at. */
  error: write("error"),
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

/** What `tell` says of what was thrown, which may itself throw: a game's rules can throw anything. */
function words(tell: () => string): string {
  try {
    return tell();
  } catch {
    return "something was thrown that has no words";
  }
}

/** What was thrown, in words: with its stack if it has one. Never throws. */
export const wordsOf = (error: unknown): string =>
  words(() => (error instanceof Error ? String(error.stack ?? error) : String(error)));

/** What was thrown, in one line. Never throws. */
export const messageOf = (error: unknown): string => words(() => String(error));

/** Where it was thrown, as far as it says so. Never throws. */
export const stackOf = (error: unknown): string =>
  words(() => (error instanceof Error && error.stack !== undefined ? String(error.stack) : ""));
