/** A server for the tests: `npm start`, on a port and with a storage of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Server {
  /** Such as "http://127.0.0.1:40001". */
  readonly url: string;
  stop(): Promise<void>;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function exited(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", () => resolve()));
}

/** Ends a process of ours and waits for it: politely, then not. */
export async function end(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
  await exited(child);
  clearTimeout(patience);
}

/** Builds and starts the server; resolves when it answers. */
export async function startServer(): Promise<Server> {
  const port = await freePort();
  const state = mkdtempSync(join(tmpdir(), "scrim-state-"));
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", SCRIM_STATE: state },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const started = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Scrim is at")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  await started;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await end(child);
      rmSync(state, { recursive: true, force: true });
    },
  };
}
