/** A server for the tests: `npm start`, on a port and with a storage of its own. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./port.ts";
import { end, owned } from "./process.ts";

export interface Server {
  /** Such as "http://127.0.0.1:40001". */
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds and starts the server; resolves when it answers. */
export async function startServer(): Promise<Server> {
  const port = await freePort();
  const state = mkdtempSync(join(tmpdir(), "scrim-state-"));
  const child = owned(
    spawn(process.execPath, ["scripts/start.ts"], {
      env: { ...process.env, NODE_ENV: "production", PORT: String(port), HOST: "127.0.0.1", SCRIM_STATE: state },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
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
