/** What one match costs its server: Scrim in bare workerd beside Colyseus on Node, the same rules and inputs. */
import { type Cost, cost } from "./peer/cost.ts";
import { targets } from "./peer/targets.ts";
import { keep, show } from "./results.ts";
import { median, ratio, round } from "./statistics.ts";

const SIZES = [16, 64, 200, 400] as const;
const SECONDS = 2;
const WINDOWS = 5;

const of = (costs: readonly Cost[], key: keyof Cost): number[] => costs.map((one) => one[key]);

export async function costs(): Promise<void> {
  const rows = [];
  for (const seats of SIZES) {
    const measured: Record<string, readonly Cost[]> = {};
    for (const [name, target] of Object.entries(targets)) {
      const windows = await cost(target, { seats, seconds: SECONDS, windows: WINDOWS });
      measured[name] = windows;
      keep(`cpu.${seats}.${name}`, round(median(of(windows, "cpuMsPerPlayerSecond")), 3));
      rows.push({
        players: seats,
        server: name,
        "CPU ms a player-second": round(median(of(windows, "cpuMsPerPlayerSecond"))),
        "of a core": `${round(median(of(windows, "cpuPercent")), 0)}%`,
        "memory MB": round(median(of(windows, "rssMB")), 0),
        "gap p99 ms": round(median(of(windows, "gapP99")), 0),
        "echo p50 / p99 ms": `${round(median(of(windows, "echoP50")), 0)} / ${round(median(of(windows, "echoP99")), 0)}`,
        "KB/s a client": round(median(of(windows, "bytesPerClientSecond")) / 1000, 1),
      });
    }
    const cpu = (name: string) => of(measured[name], "cpuMsPerPlayerSecond");
    rows.push({
      players: seats,
      server: "scrim / colyseus",
      "CPU ms a player-second": ratio(cpu("scrim"), cpu("colyseus")),
      "of a core": "",
      "memory MB": "",
      "gap p99 ms": "",
      "echo p50 / p99 ms": "",
      "KB/s a client": "",
    });
  }
  show(`Server cost, one match at 30 Hz (medians of ${WINDOWS} windows of ${SECONDS} s)`, rows);
}
