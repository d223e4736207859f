import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";

/** A copy of the tree without git, such as that of a mutation test, has no list of files. */
it.skipIf(!existsSync(".git"))("no text has a riddle pronoun, or a name that the glossary has replaced", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [".ci/words.ts"], { encoding: "utf8" });
  expect(status, stdout + stderr).toBe(0);
});
