/** The bytes of a tick to one client, for every coding, of the same recorded match. */
import { type ArenaWorld, arena } from "#shared/games/arena/index.ts";
import { requirePeer } from "#test/bench/peers/installed.ts";
import { playRecorded } from "#test/bench/record.ts";
import type { Coding } from "./coding.ts";
import { jsonFull } from "./jsonFull.ts";
import { msgpackFull } from "./msgpackFull.ts";
import { scrim } from "./scrim.ts";

export interface Bytes {
  /** Of a tick. */
  readonly median: number;
  readonly mean: number;
  readonly p99: number;
  /** Bytes. */
  readonly perSecond: number;
}

/** Colyseus's codings are only loaded here, since it is installed on demand. */
async function allCodings(): Promise<readonly Coding[]> {
  requirePeer();
  const [{ colyseusFloat32 }, { colyseusQuantised }, { colyseusReckoned }] = await Promise.all([
    import("./colyseusFloat32.ts"),
    import("./colyseusQuantised.ts"),
    import("./colyseusReckoned.ts"),
  ]);
  return [scrim(), colyseusReckoned(), colyseusQuantised(), colyseusFloat32(), msgpackFull(), jsonFull()];
}

function summary(sizes: readonly number[]): Bytes {
  const sorted = sizes.toSorted((a, b) => a - b);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return {
    median: sorted[sorted.length >> 1],
    mean: Math.round(mean),
    p99: sorted[Math.floor(sorted.length * 0.99)],
    perSecond: Math.round(mean * arena.tickRate),
  };
}

/**
 * The recorded match in every coding.
 * @throws {Error} a coding's client would not see the match; Colyseus is not installed
 */
export async function bytesBench(seats: number, seconds: number): Promise<Record<string, Bytes>> {
  const codings = (await allCodings()).map((coding) => ({ coding, sizes: [] as number[] }));
  const begin = (world: ArenaWorld) => {
    for (const { coding } of codings) coding.begin(world);
  };
  const each = (world: ArenaWorld) => {
    for (const { coding, sizes } of codings) sizes.push(coding.tick(world));
  };
  playRecorded(seats, seconds, begin, each);
  return Object.fromEntries(codings.map(({ coding, sizes }) => [coding.name, summary(sizes)]));
}
