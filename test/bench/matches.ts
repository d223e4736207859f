/** How cost grows with the number of matches in one process. */
import { Crowd } from "#client/bots/crowd.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { cpuMs, rssMB } from "./peer/proc.ts";
import { keep, show } from "./results.ts";
import { round } from "./statistics.ts";

const MATCHES = [1, 8, 32] as const;
const PLAYERS = 8;
const SECONDS = 5;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function matches(): Promise<void> {
  const rows = [];
  for (const count of MATCHES) {
    const server = await startWorkerd();
    const crowd = new Crowd({
      url: server.url,
      game: "arena",
      settings: { seats: PLAYERS, autostart: 1, lobby: 1, timeLimit: 600 },
      players: count * PLAYERS,
      matches: count,
      spectators: 0,
      ramp: count / 8,
      now: () => performance.now(),
    });
    await crowd.enter();
    await wait(5000);
    const [cpu, start] = [cpuMs(server.pid), performance.now()];
    await wait(SECONDS * 1000);
    const seconds = (performance.now() - start) / 1000;
    const used = cpuMs(server.pid) - cpu;
    const { mismatches, lost } = crowd.gauges;
    keep(`matches.${count}.cpu`, round(used / seconds / count / PLAYERS, 3));
    rows.push({
      matches: count,
      players: count * PLAYERS,
      "CPU ms a player-second": round(used / seconds / count / PLAYERS),
      "of a core": `${round(used / seconds / 10, 0)}%`,
      "memory MB": round(rssMB(server.pid), 0),
      "gap p99 ms": round(crowd.gauges.gap.at(99), 0),
      "mismatches / lost": `${mismatches} / ${lost}`,
    });
    crowd.leave();
    await server.stop();
  }
  show(`Many matches of ${PLAYERS} players in one workerd process`, rows);
}
