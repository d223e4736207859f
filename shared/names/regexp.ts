/** Regular expressions that an older browser may not know: such a browser checks less, and the server checks all. */

/** Undefined where this engine does not know a flag, a script or a property in it. */
export function regexp(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
