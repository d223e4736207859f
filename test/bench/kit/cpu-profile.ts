/** Where a process spends its time: V8's sampling profiler over a piece of work, by part and by function. */
import type { Profiler } from "node:inspector";
import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";

/** Between two samples, in microseconds. V8 takes it as a wish. */
const INTERVAL = 100;

/** How V8 names its collector, which has no caller. */
const COLLECTOR = "(garbage collector)";
/** The part that the collector's time is listed under. */
export const GARBAGE = "garbage collection";

/** A function that was on the stack. */
export interface Spot {
  readonly name: string;
  /** The last part of its file's path; empty for V8's own. */
  readonly file: string;
  /** Where in the file it begins, from 1. */
  readonly line: number;
}

/** Time spent in one function itself, as a part of the work. */
export interface Share extends Spot {
  readonly part: string;
  readonly microseconds: number;
}

/** Names the part of the work that begins with this function; undefined where it belongs to its caller's. */
export type PartOf = (spot: Spot) => string | undefined;

/**
 * Runs `work` under the profiler.
 *
 * V8 only notes what it has inlined into optimised code if a profiler runs while it compiles, and not at all where it
 * replaces a loop that is running. What it has not noted is missing from the stacks. So the profiler watches the
 * warm-up too, and running loops are left as they are.
 * @param warmUp what makes the code hot: run first, and left out
 */
export async function sample(warmUp: () => void, work: () => void): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL });
  setFlagsFromString("--no-use-osr");
  await session.post("Profiler.start");
  warmUp();
  await session.post("Profiler.stop");
  await session.post("Profiler.start");
  work();
  const { profile } = await session.post("Profiler.stop");
  setFlagsFromString("--use-osr");
  session.disconnect();
  return profile;
}

const spotOf = ({ functionName, url, lineNumber }: Profiler.ProfileNode["callFrame"]): Spot => ({
  name: functionName || "(anonymous)",
  file: url.slice(url.lastIndexOf("/") + 1),
  line: lineNumber + 1,
});

interface Place extends Spot {
  readonly part: string | undefined;
}

/** Every node of the call tree, with the part that it is in. */
function placesOf(nodes: readonly Profiler.ProfileNode[], partOf: PartOf): ReadonlyMap<number, Place> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const places = new Map<number, Place>();
  const visit = (id: number, above: string | undefined) => {
    const node = byId.get(id);
    if (!node) return;
    const spot = spotOf(node.callFrame);
    const part = partOf(spot) ?? above;
    places.set(id, { ...spot, part });
    for (const child of node.children ?? []) visit(child, part);
  };
  visit(nodes[0].id, undefined);
  return places;
}

/** A profile's samples. What no part claims is left out, and so is the collector where it interrupts just that. */
export function shares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, partOf: PartOf): readonly Share[] {
  const places = placesOf(nodes, partOf);
  const found: Share[] = [];
  let interrupted: string | undefined;
  for (const [i, id] of samples.entries()) {
    const place = places.get(id);
    if (!place) continue;
    const collects = place.name === COLLECTOR;
    if (!collects) interrupted = place.part;
    if (interrupted === undefined) continue;
    found.push({ ...place, part: collects ? GARBAGE : interrupted, microseconds: timeDeltas[i] });
  }
  return found;
}

/** The shares of one key as one, which has their time together; the greatest first. */
export function together(found: readonly Share[], key: (share: Share) => string): readonly Share[] {
  const sums = new Map<string, Share>();
  for (const share of found) {
    const before = sums.get(key(share))?.microseconds ?? 0;
    sums.set(key(share), { ...share, microseconds: before + share.microseconds });
  }
  return [...sums.values()].sort((a, b) => b.microseconds - a.microseconds);
}
