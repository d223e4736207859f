/** What client and room of the benchmark say to each other, beside Colyseus's own messages. */

/** The room's name in matchmaking. */
export const ROOM = "arena";

/** Message types, which take one byte as small numbers: the input's columns up, one's own seat down. */
export const MESSAGE = { input: 0, seat: 1 };

/** Colyseus's own, of @colyseus/shared-types: the first byte of a WebSocket message. */
export const CODE = { join: 10, message: 13, state: 14, patch: 15 };
