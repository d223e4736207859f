#!/usr/bin/env node
/**
 * `npm create scrim my-game`: makes a folder with a game that runs: rules, view, card, test and settings of the Worker. Plain
 * JavaScript, which any Node from 20 on runs before anything is installed.
 */
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";

const USAGE = `npm create scrim FOLDER

Makes FOLDER, with a game of its name that runs.

  --scrim SPEC  the scrim that it depends on, as package.json names it`;

/** As games and Workers may be called. */
const NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** What the template calls its game. */
const OWN = { name: "my-game", title: "My game" };

/** Files that npm would not pack, or would take for its own, under the names that they have here. */
const RENAMED = { "template.gitignore": ".gitignore", "template.package.json": "package.json" };

const versionOf = () => JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).version;

/** @returns {{ help?: boolean, scrim?: string, folder?: string }} what the command line asks for */
function readLine() {
  const options = { help: { type: "boolean", short: "h" }, scrim: { type: "string" } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.length > 1) throw new TypeError(`"${positionals[1]}" is one word too many`);
  return { ...values, folder: positionals[0] };
}

/** @throws {TypeError} the folder cannot be made into a game */
function checked(folder) {
  if (folder === undefined) throw new TypeError("which FOLDER? such as: npm create scrim my-game");
  const path = resolve(folder);
  if (!NAME.test(basename(path)))
    throw new TypeError(`"${basename(path)}" is no name of a game: small letters, digits and dashes, a letter first`);
  if (existsSync(path) && readdirSync(path).length > 0) throw new TypeError(`${path} is not empty`);
  return path;
}

function create({ folder, scrim = `^${versionOf()}` }) {
  const path = checked(folder);
  const name = basename(path);
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
  cpSync(new URL("template", import.meta.url), path, { recursive: true });
  for (const [from, to] of Object.entries(RENAMED)) renameSync(join(path, from), join(path, to));
  for (const file of readdirSync(path)) {
    const text = readFileSync(join(path, file), "utf8");
    const own = text.replaceAll(OWN.name, name).replaceAll(OWN.title, title).replaceAll("SCRIM_VERSION", scrim);
    writeFileSync(join(path, file), own);
  }
  console.log(`${path} is a game now. Next:

  cd ${relative(process.cwd(), path) || "."}
  npm install
  npm run dev

game.ts has its rules, view.ts draws it.`);
}

try {
  const line = readLine();
  if (line.help) console.log(USAGE);
  else create(line);
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
