/**
 * The processes of a measurement. Some are stopped (SIGSTOP) at times, and a stopped process outlives the process
 * that stopped it: so those that have not been ended in order are killed when we end, for any reason.
 */
const wards = new Set<number>();

process.on("exit", () => {
  for (const pid of wards) signal(pid, "SIGKILL");
});

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself, which its own harness hears of.
  }
}

/** Sees to it that this process ends with us. @throws {RangeError} there is no such process */
export function takeCare(pid: number | undefined): number {
  // 0 would be all of our own group.
  if (pid === undefined || pid <= 0) throw new RangeError(`there is no process ${pid}`);
  wards.add(pid);
  return pid;
}

/** It has been ended in order. */
export const letGo = (pid: number): boolean => wards.delete(pid);

/** Takes its processor away, until `wake`. */
export const halt = (pid: number): void => signal(pid, "SIGSTOP");

export const wake = (pid: number): void => signal(pid, "SIGCONT");
