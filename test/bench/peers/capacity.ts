/** The most players that one match keeps its rate for. They come in by steps, until there are too many. */

import { keep, show } from "../results.ts";
import { median, round } from "../statistics.ts";
import { type Cost, loadWasLimit, Play } from "./play.ts";
import type { LoadTarget } from "./target.ts";
import { targets } from "./targets.ts";

const RATES = [30, 60] as const;
/** Tried in this order, until one is too many. */
const SIZES = [100, 200, 400, 600] as const;
/** How much longer than from one message to the next, as meant, the 99th percentile of the gaps may be. */
const LENIENCE = 1.2;
/** Of each window: short ones, so that a hiccup of the machine spoils one alone. */
const SECONDS = 1;
/** Windows that agree whether all is in time: the majority of three, so a third is only needed where two do not. */
const AGREEING = 2;

interface Step {
  readonly players: number;
  /** Milliseconds. */
  readonly gapP99: number;
  readonly loadCpuPercent: number;
}

interface Climb {
  /** Those that were not too many. */
  readonly held: readonly Step[];
  /** Why it went no further; undefined where all sizes were held. */
  readonly end: { readonly step: Step } | { readonly failure: string } | undefined;
}

async function look(play: Play, players: number, limit: number): Promise<Step> {
  const costs: Cost[] = [];
  const count = (late: boolean) => costs.filter(({ gapP99 }) => gapP99 > limit === late).length;
  while (count(true) < AGREEING && count(false) < AGREEING) costs.push(await play.measure(SECONDS));
  const middle = (key: "gapP99" | "loadCpuPercent") => median(costs.map((cost) => cost[key]));
  return { players, gapP99: middle("gapP99"), loadCpuPercent: middle("loadCpuPercent") };
}

/** Lets more and more people into one match, which has room for the most. */
async function climb(target: LoadTarget, tickRate: number): Promise<Climb> {
  const held: Step[] = [];
  let play: Play | undefined;
  try {
    play = await Play.start(target, { seats: Math.max(...SIZES), tickRate });
    for (const players of SIZES) {
      await play.join(players);
      const limit = LENIENCE * target.interval(tickRate, players);
      let step = await look(play, players, limit);
      // A second chance, as the machine is not ours alone.
      if (step.gapP99 > limit) step = await look(play, players, limit);
      if (step.gapP99 > limit) return { held, end: { step } };
      held.push(step);
    }
    return { held, end: undefined };
  } catch (error) {
    // Who throws people out, or can't let them in, has too many of them.
    return { held, end: { failure: error instanceof Error ? error.message : String(error) } };
  } finally {
    await play?.end();
  }
}

/** Why the figure is what it is. */
function reason({ end }: Climb): string {
  if (end === undefined) return "no more were tried";
  if ("failure" in end) return end.failure;
  const load = `${round(end.step.loadCpuPercent, 0)}%`;
  return loadWasLimit(end.step) ? `the load was the limit (${load} of a core): at least so many` : "too late";
}

export async function capacity(): Promise<void> {
  const rows = [];
  for (const tickRate of RATES) {
    for (const [name, target] of Object.entries(targets)) {
      const found = await climb(target, tickRate);
      const most = found.held.at(-1)?.players ?? 0;
      const tried = found.end && "step" in found.end ? [...found.held, found.end.step] : found.held;
      keep(`capacity.${tickRate}.${name}`, most);
      rows.push({
        "ticks a second": tickRate,
        server: name,
        "most players": most,
        "gap p99 ms by players": tried.map(({ players, gapP99 }) => `${players}: ${round(gapP99, 1)}`).join(", "),
        "load, of a core": `${round(tried.at(-1)?.loadCpuPercent ?? 0, 0)}%`,
        "what ended it": reason(found),
      });
    }
  }
  show(`Capacity: the gaps' p99 within ${LENIENCE} intervals, players tried ${SIZES.join(", ")}`, rows);
}
