import { targets } from "./test/bench/peers/targets.ts";
import { byTurns } from "./test/bench/peers/turns.ts";
import { costCells } from "./test/bench/kit/cells.ts";
import { ratio } from "./test/bench/statistics.ts";
import { startWorkerd } from "./test/support/workerd.ts";
import { MATCH } from "./test/bench/peers/target.ts";
const side = (script: string) => ({ ...targets.scrim, start: async (options: any) => {
  const server = await startWorkerd({ script });
  const r = await fetch(`${server.url}/api/matches`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: "Host", settings: { ...MATCH, ...options } }) });
  const { code, ticket } = await r.json() as any;
  return { pid: server.pid, urls: [`${server.url}/${code}?host=${ticket}`], stop: () => server.stop() };
}});
const sides = { before: side("/tmp/dist-tail/scrim/index.js"), after: side("dist/scrim/index.js"), colyseus: targets.colyseus };
for (const seats of process.argv.slice(2).map(Number)) {
  const got = await byTurns(sides as any, { seats, tickRate: 30, seconds: 2, windows: 6 });
  for (const [name, { windows, failure }] of Object.entries(got)) console.log(seats, name, failure ?? JSON.stringify(costCells(windows)));
  const cpu = (n: string) => got[n].windows.map((w) => w.cpuMsPerPlayerSecond);
  console.log(seats, "after/before", JSON.stringify(ratio(cpu("after"), cpu("before"))), "after/colyseus", JSON.stringify(ratio(cpu("after"), cpu("colyseus"))));
}
