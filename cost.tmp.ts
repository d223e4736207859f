import { targets } from "./test/bench/peers/targets.ts";
import { byTurns } from "./test/bench/peers/turns.ts";
import { costCells } from "./test/bench/kit/cells.ts";
import { ratio } from "./test/bench/statistics.ts";
for (const seats of process.argv.slice(2).map(Number)) {
  const sides = await byTurns(targets, { seats, tickRate: 30, seconds: 2, windows: 5 });
  for (const [name, { windows, failure }] of Object.entries(sides)) console.log(seats, name, failure ?? JSON.stringify(costCells(windows)));
  const cpu = (n: string) => sides[n].windows.map((w) => w.cpuMsPerPlayerSecond);
  console.log(seats, "ratio", JSON.stringify(ratio(cpu("scrim"), cpu("colyseus"))));
}
