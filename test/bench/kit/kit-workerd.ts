/** The kit in bare workerd: its Worker, bundled and started. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { freePort } from "#test/support/port.ts";
import { end, owned } from "#test/support/process.ts";
import { binary } from "#test/support/workerd.ts";

const config = (port: number) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "kit", worker = .kit)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "kit")],
);
const kit :Workerd.Worker = (
  modules = [(name = "kit-worker.js", esModule = embed "kit-worker.js")],
  compatibilityDate = "2026-10-01",
);
`;

export interface KitWorkerd {
  /** Makes a call so many times, and resolves when that is done. */
  repeat(seats: number, call: string, times: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startKitWorkerd(): Promise<KitWorkerd> {
  const folder = mkdtempSync(join(tmpdir(), "scrim-kit-"));
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    ssr: { target: "webworker", noExternal: true },
    build: { ssr: "test/bench/kit/kit-worker.ts", outDir: folder },
  });
  const port = await freePort();
  writeFileSync(join(folder, "config.capnp"), config(port));
  const child = owned(
    spawn(binary(), ["serve", join(folder, "config.capnp")], { stdio: ["ignore", "inherit", "inherit"] }),
  );
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(url, { method: "HEAD" }).catch(() => undefined)); tries++) {
    if (child.exitCode !== null || tries > 200) throw new Error(`workerd did not start: exit code ${child.exitCode}`);
    await new Promise((wait) => setTimeout(wait, 50));
  }
  const repeat = async (seats: number, call: string, times: number) => {
    const query = new URLSearchParams({ seats: String(seats), call, times: String(times) });
    const answer = await fetch(`${url}/?${query}`);
    if ((await answer.text()) !== "done") throw new Error(`the kit in workerd answers ${answer.status} to ${query}`);
  };
  return {
    repeat,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
