/** Where in a game's source something happened, by the stack of an error. */

/** A line of a stack that names a file of a game of this tree: "at step (/tree/shared/games/tag/index.ts:31:7)". */
const FRAME = /([^\s()]*?)((?:shared|client\/view)\/games\/[^\s():?]+)(?:\?[^\s():]*)?:(\d+):(\d+)/;
/** Any file, as a path or an address. */
const FILE = /((?:file:\/\/|https?:\/\/[^/\s]+)?\/[^\s():?]+\.[tj]sx?)(?:\?[^\s():]*)?:(\d+):(\d+)/;
/** What of a file's address is its path. */
const pathOf = (file: string): string => file.replace(/^[a-z]+:\/\/[^/]*/, "").replace(/^\/@fs/, "");

/** Where the runtime lies, as stacks name it: this file is in it. */
const ROOT = (/(\S*\/)shared\/dev\/place\.ts/.exec(new Error("here").stack ?? "")?.[1] ?? "/").replace(/^\(/, "");

/** Whether a file is the runtime's or a package's; else it is an author's. */
function isRuntime(path: string): boolean {
  if (/\/node_modules\/|^\/@/.test(path)) return true;
  const root = pathOf(ROOT);
  return path.startsWith(root) && /^(?:shared|worker|client|scripts)\//.test(path.slice(root.length));
}

/** The first place of the author's own code, such as "shared/games/tag/index.ts:31:7"; undefined where the stack has none. */
export function placeOf(stack: string | undefined): string | undefined {
  const lines = (stack ?? "").split("\n");
  for (const line of lines) {
    const [, , file, row, column] = FRAME.exec(line) ?? [];
    if (file) return `${file}:${row}:${column}`;
  }
  for (const line of lines) {
    const [, file, row, column] = FILE.exec(line) ?? [];
    if (file && !isRuntime(pathOf(file))) return `${pathOf(file)}:${row}:${column}`;
  }
  return undefined;
}

/** Where the author's code stands that has called this. */
export const here = (): string | undefined => placeOf(new Error("here").stack);
