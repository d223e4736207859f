import type { ChildProcess } from "node:child_process";

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
