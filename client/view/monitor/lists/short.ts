/** How long something has been, in as little room as a list has. */

/** @param ms milliseconds; negative counts as 0 */
export function shortAge(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)}`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

/** @param ms milliseconds; negative counts as 0 */
export const agoText = (ms: number): string => `${shortAge(ms)} ago`;
