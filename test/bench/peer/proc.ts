/** What Linux knows of a process. */
import { readFileSync } from "node:fs";

/** Clock ticks a second in /proc: 100 on every Linux of today. */
const HERTZ = 100;

/** Milliseconds of processor time that a process has used, over all its threads. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the name in brackets, and may hold anything; the third follows it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return ((user + system) * 1000) / HERTZ;
}

/** Megabytes that a process holds in memory. */
export function rssMB(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
