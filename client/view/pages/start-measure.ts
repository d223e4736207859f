/** How the start page measures regions: loaded when the page rests. */
import { type Measuring, measureAll, measureOne } from "#client/net/region-measure.ts";
import type { KnownRegion, Regions } from "#client/net/regions.ts";
import type { Shell } from "../shell.ts";

const measuring: Measuring = {
  open: (region) => new WebSocket(new URL(`/probe/${region}`, location.href.replace(/^http/, "ws"))),
  now: () => performance.now(),
};

/** Asks which regions are near, and measures them. */
export async function measureRegions({ api, regions }: Shell, signal: AbortSignal): Promise<void> {
  const list = await api(signal).regions(regions.emulated);
  regions.measured(await measureAll(list, measuring, signal));
}

/** Measures one that is known. */
export async function measureRegion(regions: Regions, one: KnownRegion, signal: AbortSignal): Promise<void> {
  regions.learnt(await measureOne(one, measuring, signal));
}
