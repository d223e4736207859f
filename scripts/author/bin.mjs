#!/usr/bin/env node
/** `scrim COMMAND`: the commands of this package, in an author's repository. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

createRequire(import.meta.url)("../node-version.cjs");

/** What each command runs. */
const COMMANDS = {
  dev: "./dev.ts",
  start: "../start.ts",
  build: "./build.ts",
  deploy: "./deploy.ts",
  check: "../../test/check/main.ts",
  load: "../load/main.ts",
  replay: "../replay.ts",
};

/** These start threads and processes of Node, which need what register.mjs does too. */
const PARENTS = ["check"];

/** Runs a file in a process that has register.mjs, as has all that it starts. @returns its exit code */
function runParent(file) {
  const register = new URL("./register.mjs", import.meta.url).href;
  const env = { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${register}`.trim() };
  const args = [fileURLToPath(new URL(file, import.meta.url)), ...process.argv.slice(2)];
  return spawnSync(process.execPath, args, { stdio: "inherit", env }).status ?? 1;
}

const USAGE = `scrim COMMAND [options]

  dev     serves the game here, and shows what you change
  start   builds, and serves what is deployed; --host: on the local network
  build   builds into dist/
  deploy  builds and deploys; --dry-run: only builds what would be sent
  check   random matches of the game, with crashes and bad lines: says what to mend
  load    headless players against a server of the game
  replay  verifies a replay, or plays the report of a fault again

scrim COMMAND --help says more.`;

const [command] = process.argv.splice(2, 1);
if (command === "--help" || command === "-h") {
  console.log(USAGE);
} else if (command === undefined || !Object.hasOwn(COMMANDS, command)) {
  console.error(
    command === undefined ? USAGE : `there is no command ${command}: there are ${Object.keys(COMMANDS).join(", ")}`,
  );
  process.exitCode = 2;
} else if (PARENTS.includes(command)) {
  process.exitCode = runParent(COMMANDS[command]);
} else {
  await import("./register.mjs");
  await import(COMMANDS[command]);
}
