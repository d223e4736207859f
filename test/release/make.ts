/**
 * Keeps what the objects of a release have stored, for later builds to open: `npm run release-fixture -- NAME`. Run it on the
 * commit that is released, after `npm run build`. docs/decisions/storage-versions.md
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWorkerd } from "#test/support/workerd.ts";
import { folderOf } from "./facts.ts";
import { play } from "./scene.ts";
import { pack } from "./stored.ts";

const [name = "", script = "dist/scrim/index.js", commit = ""] = process.argv.slice(2);
if (!/^[\w.-]+$/.test(name)) throw new Error("say what the release is called: npm run release-fixture -- NAME");

const head = () => execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
const folder = folderOf(name);
const state = mkdtempSync(join(tmpdir(), "scrim-release-"));
const server = await startWorkerd({ state, script });
try {
  const facts = await play(server.url, commit === "" ? head() : commit, () => server.kill());
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  pack(state, folder);
  writeFileSync(join(folder, "facts.json"), `${JSON.stringify(facts, null, 2)}\n`);
  console.log(`kept in ${folder}`);
} finally {
  await server.stop();
  rmSync(state, { recursive: true, force: true });
}
process.exit();
