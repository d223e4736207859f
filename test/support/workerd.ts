/** The built server in bare workerd: one process, no proxy before it. For measuring, and for killing. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "./port.ts";
import { end, exited, owned, pidOf } from "./process.ts";
import type { Server } from "./server.ts";

/** The objects of wrangler.toml, by binding. */
const OBJECTS = {
  MATCH: "MatchObject",
  RELAY: "RelayObject",
  POOL: "PoolObject",
  QUOTA: "QuotaObject",
  MATCHMAKER: "MatchmakerObject",
  PROBE: "ProbeObject",
  PARTY: "PartyObject",
  LADDER: "LadderObject",
  PLAYER: "PlayerObject",
  REVOCATION: "RevocationObject",
  TRANSFER: "TransferObject",
  REPORTS: "ReportsObject",
  MONITOR: "MonitorObject",
} as const;

/** The same for all, so that a server which is started again knows its players; tests sign with it. */
export const SECRET = "a secret of the tests, and of nothing else";

const config = (port: number, state: string, modules: readonly string[], vars: Readonly<Record<string, string>>) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "scrim", worker = .scrim),
    (name = "assets", disk = "${resolve("dist/client")}"),
    (name = "state", disk = (path = "${state}", writable = true)),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "scrim")],
);
const scrim :Workerd.Worker = (
  modules = [${modules.map((name) => `(name = "${name}", esModule = embed "${name}")`).join(", ")}],
  compatibilityDate = "2026-10-01",
  compatibilityFlags = ["no_web_socket_compression"],
  durableObjectNamespaces = [
    ${Object.values(OBJECTS)
      .map((name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`)
      .join(", ")}
  ],
  durableObjectStorage = (localDisk = "state"),
  bindings = [
    (name = "ASSETS", service = "assets"),
    (name = "TICKET_SECRET", text = "${SECRET}"),
    (name = "BENCH_RANGES", text = "1"),
    ${Object.entries(vars)
      .map(([name, text]) => `(name = "${name}", text = "${text}"),`)
      .join(" ")}
    ${Object.entries(OBJECTS)
      .map(([name, className]) => `(name = "${name}", durableObjectNamespace = "${className}")`)
      .join(", ")}
  ],
);
`;

/** The workerd of node_modules: its package exports where the binary for this machine is. */
export function binary(): string {
  const workerd: unknown = createRequire(import.meta.url)("workerd");
  if (typeof workerd !== "object" || workerd === null || !("default" in workerd)) throw new Error("no workerd");
  return String(workerd.default);
}

export interface WorkerdServer extends Server {
  readonly pid: number;
  /** Ends it as a crash does: at once, with SIGKILL. */
  kill(): Promise<void>;
}

export interface WorkerdOptions {
  /** The folder of its storage, which another server may have left; else it has one of its own, which goes with it. */
  readonly state?: string | undefined;
  /** Where it listens; else where there is room. */
  readonly port?: number | undefined;
  /**
   * The text of a module that is the Worker in the server's place, and imports it as "./index.js". It can reach this
   * machine, and nothing else.
   */
  readonly around?: string | undefined;
  /** Variables that it has besides, such as `LOOPBACK_ONLY`. */
  readonly vars?: Readonly<Record<string, string>>;
  /** The server's one module; else the one that `npm run build` has built. */
  readonly script?: string;
}

/** Starts a server; resolves when it answers. @throws {Error} it does not start */
export async function startWorkerd(options: WorkerdOptions = {}): Promise<WorkerdServer> {
  const { state, around, vars = {}, script = "dist/scrim/index.js" } = options;
  const port = options.port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), "scrim-workerd-"));
  const storage = state ?? join(folder, "state");
  mkdirSync(storage, { recursive: true });
  const file = join(folder, "config.capnp");
  writeFileSync(file, config(port, storage, around === undefined ? ["index.js"] : ["around.js", "index.js"], vars));
  if (around !== undefined) writeFileSync(join(folder, "around.js"), around);
  copyFileSync(script, join(folder, "index.js"));
  const child = owned(spawn(binary(), ["serve", "--experimental", file], { stdio: ["ignore", "inherit", "inherit"] }));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${url}/api/games`).catch(() => undefined);
    if (answer?.ok) break;
    if (child.exitCode !== null || tries > 200) {
      await end(child);
      throw new Error(`workerd did not start: exit code ${child.exitCode}`);
    }
    await new Promise((wait) => setTimeout(wait, 50));
  }
  return {
    url,
    pid: pidOf(child),
    kill: async () => {
      child.kill("SIGKILL");
      await exited(child);
      rmSync(folder, { recursive: true, force: true });
    },
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
