/** Time limits for calls of other objects: one of them may hang, and what waits for it must go on. */

/** No answer has come in time. What was asked for may still happen. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

/**
 * Waits for an answer for so long at most. What comes later is dropped.
 * @param ms milliseconds
 * @param what names the call, for the log
 * @throws {Overdue} the time is over
 */
export async function within<T>(ms: number, what: string, answer: Promise<T>): Promise<T> {
  let stop = (): void => {};
  const overdue = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Overdue(`${what}: no answer in ${ms} ms`)), ms);
    stop = () => clearTimeout(timer);
  });
  try {
    return await Promise.race([answer, overdue]);
  } finally {
    stop();
  }
}
