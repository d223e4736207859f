/** V8, in the runtime of Cloudflare Workers. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { freePort } from "#test/support/port.ts";
import { end, owned } from "#test/support/process.ts";
import { Absent, type Engine, engineOn } from "../engine.ts";
import { bundle } from "./bundle.ts";

const config = (port: number) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "far", worker = .far)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "far")],
);
const far :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "2026-10-01",
);
`;

/** What the package says of itself: where the binary for this machine is. */
const Package = v.object({ default: v.string(), version: v.string() });

/** Whether a server listens there. */
const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

function installed(): v.InferOutput<typeof Package> {
  try {
    return v.parse(Package, createRequire(import.meta.url)("workerd"));
  } catch (cause) {
    throw new Absent("the package workerd brings none for this machine", { cause });
  }
}

/** @throws {Absent} */
export async function start(): Promise<Engine> {
  const { default: binary, version } = installed();
  const code = await bundle();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "scrim-determinism-"));
  const file = join(folder, "config.capnp");
  writeFileSync(file, config(port));
  writeFileSync(join(folder, "index.js"), code);
  const child = owned(spawn(binary, ["serve", file], { stdio: ["ignore", "inherit", "inherit"] }));
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const ask = async (text: string): Promise<string> => {
    // A socket for each: workerd may close one that was kept while it was busy for seconds.
    const headers = { connection: "close" };
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: text, headers });
    if (!answer.ok) throw new Error(`workerd answers ${answer.status} to ${text}: ${await answer.text()}`);
    return answer.text();
  };
  try {
    for (let tries = 0; !(await listens(port)); tries++) {
      if (child.exitCode !== null || tries > 200) throw new Error(`it did not start: exit code ${child.exitCode}`);
      await new Promise((wait) => setTimeout(wait, 50));
    }
    return engineOn("workerd", version, { ask, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}
