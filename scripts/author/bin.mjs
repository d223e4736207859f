#!/usr/bin/env node
/** `scrim COMMAND`: the commands of this package, in an author's repository. */
import { createRequire } from "node:module";

createRequire(import.meta.url)("../node-version.cjs");

/** What each command runs. */
const COMMANDS = {
  dev: "./dev.ts",
  start: "../start.ts",
  build: "./build.ts",
  deploy: "./deploy.ts",
  load: "../load/main.ts",
  replay: "../replay.ts",
};

const USAGE = `scrim COMMAND [options]

  dev     serves the game here, and shows what you change
  start   builds, and serves what is deployed; --host: on the local network
  build   builds into dist/
  deploy  builds and deploys; --dry-run: only builds what would be sent
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
} else {
  await import("./register.mjs");
  await import(COMMANDS[command]);
}
