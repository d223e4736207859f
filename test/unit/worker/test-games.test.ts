/** Tests of the runtime play games of test/support, so that a build with other games can run them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const FOLDERS = ["test/unit/worker", "test/unit/client/session", "test/unit/client/net"];

/** Tests of what ships: `npm run replay` knows the shipped games, and the rail's lag compensation is the arena's. */
const ALLOWED = ["test/unit/client/session/netcode.test.ts", "test/unit/worker/match/resume.test.ts"];

const importsShipped = (file: string): boolean =>
  /from "#(shared\/games\/|test\/support\/range)/.test(readFileSync(file, "utf8"));

it("no test of the runtime imports a shipped game, but for two", () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  ).filter((name) => name.endsWith(".test.ts"));
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter(importsShipped).sort()).toEqual(ALLOWED);
});
