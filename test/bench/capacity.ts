/** The most players that one match keeps its rate for. */
import { type Cost, cost } from "./peer/cost.ts";
import { targets } from "./peer/targets.ts";
import { keep, show } from "./results.ts";
import { median, round } from "./statistics.ts";

const RATES = [20, 30, 60] as const;
/** Tried in this order, until one is too many. */
const SIZES = [64, 200, 400, 600] as const;
/** How much longer than the tick the 99th percentile of the gaps may be. */
const LENIENCE = 1.2;

export async function capacity(): Promise<void> {
  const rows = [];
  for (const tickRate of RATES) {
    for (const [name, target] of Object.entries(targets)) {
      let most = 0;
      let gaps = "";
      for (const seats of SIZES) {
        // Who can't even get in is too many as well.
        const windows = await cost(target, { seats, seconds: 2, windows: 3, tickRate }).catch(
          (): readonly Cost[] => [],
        );
        const p99 = windows.length === 0 ? Number.POSITIVE_INFINITY : median(windows.map(({ gapP99 }) => gapP99));
        gaps += `${seats}: ${round(p99, 0)}  `;
        if (p99 > (LENIENCE * 1000) / tickRate) break;
        most = seats;
      }
      keep(`capacity.${tickRate}.${name}`, most);
      rows.push({
        "ticks a second": tickRate,
        server: name,
        "most players (of those tried)": most,
        "gap p99 ms by players": gaps.trim(),
      });
    }
  }
  show(`Capacity: the gaps' p99 within ${LENIENCE} ticks, players tried ${SIZES.join(", ")}`, rows);
}
