/** What Linux knows of a process. */
import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * Milliseconds of processor time that a process's living threads have used. Of the scheduler's own account, in
 * nanoseconds: /proc/…/stat counts in steps of 10 ms, which is a tenth of what a small match costs in a window.
 * @throws {Error} it has ended
 */
export function cpuMs(pid: number): number {
  if (!existsSync(`/proc/${pid}`)) throw new Error(`process ${pid} has ended`);
  const threads = readdirSync(`/proc/${pid}/task`);
  const used = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return used.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
}

/** Megabytes that a process holds in memory. */
export function rssMB(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
