/** Which sockets of a probe are ended: a measurement takes seconds, and an object has a limited number of sockets. */

/** What is known of a socket of the runtime. */
interface Dated {
  /** When it was accepted: milliseconds since 1970. */
  deserializeAttachment(): unknown;
}

/** With fewer sockets than this none is looked at. */
const MANY = 256;
/** Longer than any measurement takes, in milliseconds. */
const LONG_MS = 60_000;

/** Those that were opened long ago, once there are many. A clock that was set back makes a socket no younger than it is. */
export function lingering<S extends Dated>(sockets: readonly S[], now: number): readonly S[] {
  if (sockets.length < MANY) return [];
  return sockets.filter((socket) => {
    const at = socket.deserializeAttachment();
    return typeof at !== "number" || Math.abs(now - at) >= LONG_MS;
  });
}
