/**
 * Keeps what the objects of a release have stored, for later builds to open: `npm run release-fixture -- NAME`. Run it on the
 * commit that is released, after `npm run build`. docs/decisions/storage-versions.md
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWorkerd } from "#test/support/workerd.ts";
import { runCommand, UsageError } from "../../scripts/usage.ts";
import { folderOf } from "./facts.ts";
import { play } from "./scene.ts";
import { pack } from "./stored.ts";

const USAGE = `npm run release-fixture -- NAME [SCRIPT] [COMMIT]

Plays on a build, and keeps what its objects have stored, under the name of the release.

  SCRIPT  the build's  dist/scrim/index.js
  COMMIT  which was built  the one that is checked out`;

const head = () => execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();

/** @param commit that was built */
async function keep(name: string, script: string, commit: string): Promise<void> {
  const folder = folderOf(name);
  const state = mkdtempSync(join(tmpdir(), "scrim-release-"));
  const server = await startWorkerd({ state, script });
  try {
    const facts = await play(server.url, commit, () => server.kill());
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    pack(state, folder);
    writeFileSync(join(folder, "facts.json"), `${JSON.stringify(facts, null, 2)}\n`);
    console.log(`kept in ${folder}`);
  } finally {
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

await runCommand({ usage: USAGE, options: {}, words: 3 }, async (_, [name, script = "dist/scrim/index.js", commit]) => {
  if (name === undefined || !/^[\w.-]+$/.test(name))
    throw new UsageError("what is the release called? Use NAME, such as 0.2");
  await keep(name, script, commit ?? head());
  return 0;
});
// The players of the scene have left sockets open.
process.exit();
