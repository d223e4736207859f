/** Where in a game's own files an error was thrown. */

const FRAME = /(?:file:\/\/)?(?<file>\/[^\s()]+?\.[cm]?ts)(?:\?[^\s:]*)?:(?<line>\d+):(?<column>\d+)/;

/** Files that call a game, and are not where its fault is. */
const RUNTIME = /\/(?:shared\/(?:sim|dev|log|kit)|worker|client\/session|test\/(?:check|determinism|simulate))\//;

/** "shared/games/tag/index.ts:31:7", or undefined where the stack does not say. */
export function placeOf(error: unknown, root: string): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  for (const line of error.stack.split("\n")) {
    const at = FRAME.exec(line)?.groups;
    if (!at || RUNTIME.test(at.file) || at.file.includes("/node_modules/")) continue;
    const file = at.file.startsWith(`${root}/`) ? at.file.slice(root.length + 1) : at.file;
    return `${file}:${at.line}:${at.column}`;
  }
  return undefined;
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : `${typeof error}: ${String(error)}`;
