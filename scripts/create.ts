/**
 * `npm run create FOLDER`: makes a game in a repository of its own, on this very checkout: what `npm create scrim` makes, with
 * this tree packed beside it.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { runCommand, UsageError } from "./usage.ts";

const USAGE = `npm run create -- FOLDER

Makes a game in FOLDER, a repository of its own, which depends on this checkout as it is now. The last part of FOLDER is the
game's name.`;

/** Where the packed tree goes, within the folder. */
const PACKED = "vendor";

/** The npm that runs this, and the one of the machine where none does. */
const { npm_execpath } = process.env;
const [npm, ...before] = npm_execpath === undefined ? ["npm"] : [process.execPath, npm_execpath];

/** The name of the file that npm packs this tree into. */
function packedName(): string {
  const Package = v.object({ name: v.string(), version: v.string() });
  const { name, version } = v.parse(Package, JSON.parse(readFileSync("package.json", "utf8")));
  return `${name}-${version}.tgz`;
}

/** Packs this tree. @throws {Error} npm has failed */
function pack(into: string): void {
  mkdirSync(into);
  const args = [...before, "pack", "--silent", "--pack-destination", into];
  const { status, stderr } = spawnSync(npm, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`npm pack has failed: ${stderr}`);
}

await runCommand({ usage: USAGE, options: {}, words: 1 }, (_, [folder]) => {
  if (folder === undefined) throw new UsageError("which FOLDER? such as: npm run create -- ../my-game");
  const args = ["scripts/create/create.mjs", folder, "--scrim", `file:${PACKED}/${packedName()}`];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  // It has said why.
  if (status !== 0) return status ?? 1;
  pack(join(folder, PACKED));
  return 0;
});
