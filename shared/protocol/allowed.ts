/** A socket may send so much a second, and at once what it has not used in `burstMs`. An honest client sends half of it. */
export const ALLOWED = { messages: 60, bytes: 20 * 1024, burstMs: 3000 } as const;
