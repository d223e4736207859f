/** JavaScriptCore, in Bun: the engine of Safari, and no kin of V8. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectAt } from "../../../scripts/author/project.ts";
import { Absent, type Engine, engineOn } from "../engine.ts";
import { childLine } from "./child.ts";

const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const MACHINES: Readonly<Record<string, string>> = { arm64: "aarch64" };

/** The file of a package, if the package is there. */
function fileOf(name: string, file: string): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
  } catch {
    return undefined;
  }
}

/** Where a Bun may be: one that is named, the package's own for this machine, and where its install script moves that. */
function places(): readonly (string | undefined)[] {
  const { platform, arch } = process;
  const machine = `@oven/bun-${SYSTEMS[platform] ?? platform}-${MACHINES[arch] ?? arch}`;
  const file = platform === "win32" ? "bin/bun.exe" : "bin/bun";
  return [process.env.BUN_PATH, fileOf(machine, file), fileOf("bun", "bin/bun.exe")];
}

/** @throws {Absent} */
export async function start(): Promise<Engine> {
  // It reads the sources, in which an author's games stand in the place of others by hooks of Node.
  if (projectAt()) throw new Absent("it plays the games of a checkout of Scrim alone");
  for (const place of places()) {
    if (place === undefined) continue;
    const script = 'console.log(process.versions.bun + ", JavaScriptCore " + process.versions.webkit.slice(0, 8))';
    const { status, stdout } = spawnSync(place, ["-e", script], { encoding: "utf8" });
    if (status === 0) return engineOn("Bun", stdout.trim(), await childLine(place));
  }
  throw new Absent("the package bun brings none for this machine");
}
