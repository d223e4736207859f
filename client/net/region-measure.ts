/** Measures how far the regions are: the least of a few pings to the probe of each. Loaded when a page rests. */
import { PROBE_PING, PROBE_PONG, type RegionList } from "#shared/protocol/regions.ts";
import type { KnownRegion } from "./regions.ts";
import { limited } from "./time-limit.ts";

/** Delay only ever adds, so the least counts. */
const PINGS = 5;
/** A probe that has not answered so long after it was asked for counts as unreachable, in milliseconds. */
const MOST_MS = 5000;

/** What a measurement needs of a WebSocket. */
export type ProbeSocket = Pick<WebSocket, "send" | "close" | "addEventListener">;

export interface Measuring {
  /** Opens the socket of a region's probe. */
  readonly open: (region: string) => ProbeSocket;
  /** Milliseconds from any moment on, with fractions. */
  readonly now: () => number;
}

/**
 * The least round trip to a region's probe, in milliseconds.
 * @throws {Overdue} it has not answered in time
 * @throws {Error} the socket was refused or lost
 * @throws the reason of `signal`
 */
export async function probe(region: string, { open, now }: Measuring, signal: AbortSignal): Promise<number> {
  const socket = open(region);
  try {
    return await limited(MOST_MS, () => ping(socket, now), signal);
  } finally {
    socket.close();
  }
}

const ping = (socket: ProbeSocket, now: () => number): Promise<number> =>
  new Promise((resolve, reject) => {
    let [sentAt, least, left] = [0, Number.POSITIVE_INFINITY, PINGS];
    const send = () => {
      sentAt = now();
      socket.send(PROBE_PING);
    };
    socket.addEventListener("open", send);
    socket.addEventListener("close", () => reject(new Error("the socket of a probe was refused, or lost")));
    socket.addEventListener("message", ({ data }) => {
      if (data !== PROBE_PONG) return;
      least = Math.min(least, now() - sentAt);
      left -= 1;
      if (left === 0) resolve(least);
      else send();
    });
  });

/** Measures this region. One that does not answer has no round trip; one that brings its own is not asked. */
export async function measureOne(one: KnownRegion, measuring: Measuring, signal: AbortSignal): Promise<KnownRegion> {
  if (one.rtt !== undefined) return one;
  try {
    return { ...one, rtt: await probe(one.region, measuring, signal) };
  } catch {
    signal.throwIfAborted();
    return one;
  }
}

/** Measures the likeliest regions of a list. */
export async function measureAll(
  { regions, others }: RegionList,
  measuring: Measuring,
  signal: AbortSignal,
): Promise<readonly KnownRegion[]> {
  const near = await Promise.all(regions.map((one) => measureOne(one, measuring, signal)));
  return [...near, ...others.map((one) => ({ ...one, far: true }))];
}
