/** A file that is no replay, or none that can be played. The message is one line, for people. */
export class BadReplay extends Error {
  override readonly name = "BadReplay";
}

/**
 * Does what fails only where a replay is not what it says that it is.
 * @param what of the replay is wrong then
 * @throws {BadReplay} it has failed
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
