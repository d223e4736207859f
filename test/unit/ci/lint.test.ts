/** What lint tells an author of rules: test/lint/rules.txt is refused at the lines that it names, and at no others. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const EXPECTED = /^\s*\/\/ error: (?<text>.*)$/;
/** As Biome writes it for GitHub. */
const TOLD = /^::error title=[^,]*,file=[^,]*,line=(?<line>\d+),[^:]*::(?<text>.*)$/;

interface Told {
  readonly line: number;
  readonly text: string;
}

/** Lints this text as a file of a game, by the project's own rules. */
function lint(text: string): Told[] {
  const folder = mkdtempSync(join(tmpdir(), "scrim-lint-"));
  try {
    const { vcs: _, $schema: __, ...config } = JSON.parse(readFileSync("biome.json", "utf8"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify(config));
    cpSync(".ci", join(folder, ".ci"), { recursive: true });
    mkdirSync(join(folder, "shared/games/mine"), { recursive: true });
    writeFileSync(join(folder, "shared/games/mine/rules.ts"), text);
    return report(folder).flatMap((line) => {
      const { line: number, text: told = "" } = TOLD.exec(line)?.groups ?? {};
      return number === undefined ? [] : [{ line: Number(number), text: told }];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(folder: string): string[] {
  const biome = resolve("node_modules/.bin/biome");
  const how = ["lint", "--reporter=github", "--max-diagnostics=1000", "--diagnostic-level=error", "shared/games"];
  try {
    return execFileSync(biome, how, { cwd: folder, encoding: "utf8", stdio: "pipe" }).split("\n");
  } catch (error) {
    // It exits with 1 where it has something to tell.
    if (error instanceof Error && "stdout" in error) return String(error.stdout).split("\n");
    throw error;
  }
}

it("tells what differs between engines, or between a server and a page, where it stands, and nothing else", () => {
  const text = readFileSync("test/lint/rules.txt", "utf8");
  const expected = text.split("\n").flatMap((line, i) => {
    const said = EXPECTED.exec(line)?.groups?.text;
    return said === undefined ? [] : [{ line: i + 2, text: said }];
  });
  expect(expected.length).toBeGreaterThan(20);
  const told = lint(text);
  const missing = expected.filter((one) => !told.some((it) => it.line === one.line && it.text.includes(one.text)));
  const more = told.filter((one) => !expected.some((it) => it.line === one.line));
  expect({ missing, more }).toEqual({ missing: [], more: [] });
});
