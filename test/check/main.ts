/** `npm run check -- NAME`: everything that must hold of one game. */
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { games } from "#shared/games/index.ts";
import { drawn, known } from "#test/simulate/games.ts";
import { projectAt } from "../../scripts/author/project.ts";
import { oneOf, runCommand, UsageError, wholeIn } from "../../scripts/usage.ts";
import { check } from "./check.ts";
import { PARTS } from "./parts/index.ts";
import type { Subject } from "./subject.ts";

const USAGE = `npm run check -- NAME [options]

Checks one game: ${Object.keys(PARTS).join(", ")}.

  --only PART,PART  these parts alone
  --seeds N         random matches of each part that plays some  40
  --from N          the first of their seeds; by chance if it is left out
  --by-value NAMES  for leaks: tables, or TABLE.COLUMN, whose rows a view hides by their own value, as in fog

Ends with 0 if nothing failed, with 1 if something did.`;

const OPTIONS = {
  only: { type: "string" },
  seeds: { type: "string", default: "40" },
  from: { type: "string" },
  "by-value": { type: "string" },
} as const;

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Seeds are below this. */
const MOST_SEED = 2 ** 31;

/** In an author's repository its first game is checked where none is named. */
const project = projectAt();
const [OWN] = project ? games.keys() : [];

function subjectOf(name: string): Subject {
  const game = known.get(name) ?? known.get(oneOf("check", name, [...drawn.keys()]));
  if (!game) throw new UsageError(`there is no game ${name}`);
  if (project) return { game, root: project.folder, folders: ["."] };
  const folders = [`shared/games/${name}`, `client/view/games/${name}`].filter((folder) =>
    existsSync(join(ROOT, folder)),
  );
  return { game, root: ROOT, folders };
}

await runCommand(
  { usage: USAGE, options: OPTIONS, words: 1 },
  async ({ only, seeds, from, "by-value": byValue }, [name = OWN]) => {
    if (name === undefined) throw new UsageError(`check takes the name of a game: ${[...drawn.keys()].join(", ")}`);
    const subject = subjectOf(name);
    const names = only?.split(",").map((part) => oneOf("--only", part, Object.keys(PARTS)));
    const parts = Object.fromEntries(Object.entries(PARTS).filter(([part]) => names?.includes(part) ?? true));
    const effort = {
      seeds: wholeIn("--seeds", seeds, { min: 1, max: 100_000 }),
      ...(byValue === undefined ? {} : { byValue: byValue.split(",") }),
      from: from === undefined ? randomInt(1, MOST_SEED) : wholeIn("--from", from, { min: 1, max: MOST_SEED }),
    };
    const began = performance.now();
    const { ok, failed, notApplicable } = await check(subject, effort, parts, (line) => console.log(line));
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const sum = `${ok} ok, ${failed.length} failed, ${notApplicable} not applicable`;
    console.log(`\n${name} ${subject.game.version}: ${sum}; seeds from ${effort.from}. ${seconds} s`);
    if (failed.length > 0) console.log(`FAILED: ${failed.join(", ")}`);
    return failed.length === 0 ? 0 : 1;
  },
);
