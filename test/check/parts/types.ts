/** TypeScript, of which the faults in the game's own files are told. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "../command.ts";
import { type Fault, notApplicable, type Verdict, verdict } from "../report.ts";
import { again, isOwn, type Subject } from "../subject.ts";

const ERROR = /^(?<file>[^\s(][^(]*)\((?<line>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<message>.*)$/;

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

export async function types(subject: Subject): Promise<Verdict> {
  const { root, folders } = subject;
  if (folders.length === 0) return notApplicable("the game has no folder of its own");
  const { code, stdout, stderr } = await run(process.execPath, [tsc, "-b", "--pretty", "false"], root);
  const faults: Fault[] = [];
  let others = 0;
  for (const line of stdout.split("\n")) {
    const error = ERROR.exec(line)?.groups;
    if (!error) continue;
    const { file, line: row, column, code: number, message } = error;
    if (!isOwn(subject, file)) {
      others += 1;
      continue;
    }
    faults.push({
      what: `${message} (${number})`,
      where: `${file}:${row}:${column}`,
      next: "change what the compiler names there",
      again: again(subject, "types"),
    });
  }
  if (code !== 0 && faults.length + others === 0) {
    const [what = "the compiler has failed without a word"] = (stderr || stdout).split("\n");
    faults.push({ what, where: root, next: "run npm ci, then try again", again: "npm run typecheck" });
  }
  const elsewhere = others > 0 ? `; ${others} errors in other files: npm run typecheck` : "";
  return verdict(`${faults.length} errors in ${folders.join(" and ")}${elsewhere}`, faults);
}
