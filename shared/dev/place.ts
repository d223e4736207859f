/** Where in a game's source something happened, by the stack of an error. */

/** A line of a stack that names a file of rules or of a view: "at step (/tree/shared/games/tag/index.ts:31:7)". */
const FRAME = /([^\s()]*?)((?:shared|client\/view)\/games\/[^\s():?]+)(?:\?[^\s():]*)?:(\d+):(\d+)/;
/** Any file that is neither the runtime's nor a package's: a game in a repository of its own. */
const OTHER = /\(?((?:file:\/\/|https?:\/\/[^/\s]+)?\/[^\s():?]+\.[tj]sx?)(?:\?[^\s():]*)?:(\d+):(\d+)/;
const RUNTIME = /node_modules|(?<!\/test\/unit)\/(?:shared|worker|client|workers)\/|\/@/;

/** The first place of the author's own code, such as "shared/games/tag/index.ts:31:7"; undefined where the stack has none. */
export function placeOf(stack: string | undefined): string | undefined {
  const lines = (stack ?? "").split("\n");
  for (const line of lines) {
    const [, , file, row, column] = FRAME.exec(line) ?? [];
    if (file) return `${file}:${row}:${column}`;
  }
  for (const line of lines) {
    const [, file, row, column] = OTHER.exec(line) ?? [];
    if (file && !RUNTIME.test(file)) return `${file}:${row}:${column}`;
  }
  return undefined;
}

/** Where the author's code stands that has called this. */
export const here = (): string | undefined => placeOf(new Error("here").stack);
