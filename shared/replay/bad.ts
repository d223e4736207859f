/** A file that is no replay, or cannot be played. The message is one line, for people. */
export class BadReplay extends Error {
  override readonly name = "BadReplay";
}

/**
 * Runs `work`, which throws only if the replay is wrong.
 * @param what the part of the replay that is wrong then
 * @throws {BadReplay} `work` has thrown
 */
export function trusting<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof BadReplay) throw error;
    const [why] = String(error).split("\n", 1);
    throw new BadReplay(`${what}: ${why}`, { cause: error });
  }
}
