/**
 * What one match costs its server: Scrim in bare workerd beside Colyseus on Node, the same rules and inputs, measured
 * by turns.
 */
import { costCells, failureCells, middle, wordCells } from "../kit/cells.ts";
import { keep, show } from "../results.ts";
import { ratio, round } from "../statistics.ts";
import { targets } from "./targets.ts";
import { byTurns, type Measured } from "./turns.ts";

const SIZES = [16, 64, 200, 400] as const;
const TICK_RATE = 30;
const SECONDS = 1.5;
const WINDOWS = 5;

const cpu = ({ windows }: Measured): number[] => windows.map(({ cpuMsPerPlayerSecond }) => cpuMsPerPlayerSecond);

export async function costs(): Promise<void> {
  const rows = [];
  for (const seats of SIZES) {
    const sides = await byTurns(targets, { seats, tickRate: TICK_RATE, seconds: SECONDS, windows: WINDOWS });
    for (const [name, { windows, failure }] of Object.entries(sides)) {
      const failed = failure !== undefined;
      rows.push({ players: seats, server: name, ...(failed ? failureCells(failure) : costCells(windows)) });
      if (!failed) keep(`cpu.${seats}.${name}`, round(middle(windows, "cpuMsPerPlayerSecond"), 3));
    }
    const { scrim, colyseus } = sides;
    if (scrim.failure !== undefined || colyseus.failure !== undefined) continue;
    rows.push({ players: seats, server: "scrim / colyseus", ...wordCells(ratio(cpu(scrim), cpu(colyseus))) });
  }
  show(`Server cost, one match at ${TICK_RATE} Hz (medians of ${WINDOWS} windows of ${SECONDS} s, by turns)`, rows);
}
