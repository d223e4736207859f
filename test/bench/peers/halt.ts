/** Takes the processor away from a process of a measurement, and gives it back. */

/** A process that has ended by itself is told of by its own harness. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Until `wake`. */
export const halt = (pid: number): void => signal(pid, "SIGSTOP");

export const wake = (pid: number): void => signal(pid, "SIGCONT");
