import type { ChildProcess } from "node:child_process";

const children = new Set<ChildProcess>();

// A test or a bench that throws, or ends by `process.exit`, never comes to the end of its own work. A signal that a process does not
// handle runs nothing.
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Ends a process with this one at the latest, though it may be stopped (SIGSTOP). @returns the process */
export function owned<C extends ChildProcess>(child: C): C {
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** @throws {Error} it did not start */
export function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error("the process did not start");
  return pid;
}

/** Resolves when a process has ended. */
export function exited(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", () => resolve()));
}

/**
 * Ends a process that a test has started, and waits for it: first with SIGTERM, then with SIGKILL (workerd ignores
 * SIGTERM while a timer lives).
 */
export async function end(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 2000);
  await exited(child);
  clearTimeout(patience);
}
