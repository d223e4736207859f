/**
 * `node .ci/words.ts`: counts the words that the project no longer uses, by file: pronouns that make a riddle of a
 * sentence, and names that docs/GLOSSARY.md has replaced. docs/decisions/house.md has the figures. Fails if a word is
 * left; test/unit/docs/words.test.ts runs it.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const RIDDLES = /\b(?:who|what|which|where)ever\b|\b(?:some|any|every)(?:body|one)\b|\bnobody\b/gi;
const OLD =
  /(?<!-)\b(?:Playback|Transport|Outlet|Gallery|Lineage|Happenings?|Teller|Flight\w*|Evidence|Ledger|Intents?|Tape|Gathering|foreignLayout|Chapter|Screening|Strikes|RoomOwner)\b/g;

/** Where old words may stand: they tell of the past, or are stored or sent under that name. */
const ELSEWHERE = /^(?:docs\/decisions\/|CHANGELOG\.md|\.ci\/words\.ts|docs\/GLOSSARY\.md|package-lock\.json|LICENSE)/;
const TEXTS = /\.(?:ts|mjs|md|py|css|html)$/;

interface Count {
  readonly file: string;
  readonly riddles: number;
  readonly old: number;
}

function count(file: string): Count {
  const text = readFileSync(file, "utf8");
  return { file, riddles: text.match(RIDDLES)?.length ?? 0, old: text.match(OLD)?.length ?? 0 };
}

const files = execFileSync("git", ["ls-files"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => TEXTS.test(file) && !ELSEWHERE.test(file) && existsSync(file));
const counts = files.map(count).filter(({ riddles, old }) => riddles + old > 0);
counts.sort((a, b) => b.riddles + b.old - a.riddles - a.old);
for (const { file, riddles, old } of counts)
  console.log(`${String(riddles).padStart(4)} ${String(old).padStart(4)}  ${file}`);
const sum = (part: "riddles" | "old"): number => counts.reduce((total, one) => total + one[part], 0);
console.log(`${sum("riddles")} riddles, ${sum("old")} old names in ${files.length} files`);
process.exitCode = counts.length === 0 ? 0 : 1;
