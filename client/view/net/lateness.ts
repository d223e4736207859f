/** Which frames came late, by the gaps between them. */

/** A frame that comes within this share of a tick after another was held up behind it. */
const BEHIND = 0.5;

/**
 * By how much each was late, in milliseconds. A tick in which nothing happened is not sent, so a long gap alone says
 * nothing: but if the next frames come at once, they had been waiting behind this one.
 * @param gaps milliseconds between one frame and the next, oldest first
 * @param tick milliseconds
 */
export function lateness(gaps: readonly number[], tick: number): readonly number[] {
  const late = gaps.map(() => 0);
  for (let i = gaps.length - 2; i >= 0; i--) {
    const next = gaps[i + 1];
    if (next < tick * BEHIND) late[i] = late[i + 1] + tick - next;
  }
  return late;
}
