type FaultWatcher = (event: string, fields: Readonly<Record<string, string | number>>, error: unknown) => void;

/** Each is told of every fault, too: the page of a development server shows them. */
export const faultWatchers = new Set<FaultWatcher>();

/**
 * Logs an error that should not have been thrown, for the game's author or the operator: one line of JSON on the
 * console.
 */
export function logFault(event: string, fields: Readonly<Record<string, string | number>>, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  console.error(JSON.stringify({ event, ...fields, detail }));
  for (const watcher of faultWatchers) watcher(event, fields, error);
}
