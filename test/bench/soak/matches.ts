/** How cost grows with the number of matches in one process. */
import { costCells, failureCells, middle } from "../kit/cells.ts";
import { type Cost, Play } from "../peers/play.ts";
import { scrim, startMatches } from "../peers/scrim.ts";
import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";

const MATCHES = [1, 8, 32, 128] as const;
const PLAYERS = 8;
const TICK_RATE = 30;
const SECONDS = 1.5;
const WINDOWS = 3;

async function measure(count: number): Promise<readonly Cost[]> {
  const server = await startMatches(count, { seats: PLAYERS, tickRate: TICK_RATE });
  const play = new Play({ server, target: scrim, tickRate: TICK_RATE });
  try {
    await play.join(count * PLAYERS);
    const costs: Cost[] = [];
    for (let window = 0; window < WINDOWS; window++) costs.push(await play.measure(SECONDS));
    return costs;
  } finally {
    await play.end();
  }
}

export async function matches(): Promise<void> {
  const rows = [];
  for (const count of MATCHES) {
    const size = { matches: count, players: count * PLAYERS };
    try {
      const costs = await measure(count);
      keep(`matches.${count}.cpu`, round(middle(costs, "cpuMsPerPlayerSecond"), 3));
      rows.push({ ...size, ...costCells(costs) });
    } catch (error) {
      rows.push({ ...size, ...failureCells(error) });
    }
  }
  show(
    `Many matches of ${PLAYERS} players in one workerd process (medians of ${WINDOWS} windows of ${SECONDS} s)`,
    rows,
  );
}
