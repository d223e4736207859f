/** What the compiler tells an author: the files of test/types fail to compile at the lines that they name, and at no others. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const FOLDER = "test/types";
/** The line below such a comment must be refused with this text. */
const EXPECTED = /^\s*\/\/ error: (?<text>.*)$/;
/** As the compiler writes it; what follows in further lines belongs to it. */
const TOLD = /^(?<file>\S+)\((?<line>\d+),\d+\): error TS\d+: /;

interface Told {
  readonly file: string;
  readonly line: number;
  text: string;
}

function compile(): Promise<string> {
  return new Promise((resolve) => {
    const tsc = ["node_modules/typescript/bin/tsc", "-p", FOLDER, "--pretty", "false"];
    execFile(process.execPath, tsc, (_, output) => resolve(output));
  });
}

function toldIn(output: string): Told[] {
  const told: Told[] = [];
  for (const line of output.split("\n")) {
    const { file, line: number } = TOLD.exec(line)?.groups ?? {};
    const last = told.at(-1);
    if (file !== undefined) told.push({ file, line: Number(number), text: line });
    else if (last) last.text += `\n${line}`;
  }
  return told;
}

const told = toldIn(await compile());

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith(".ts")))("test/types/%s", (name) => {
  const file = `${FOLDER}/${name}`;
  const expected = readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, i) => {
      const text = EXPECTED.exec(line)?.groups?.text;
      return text === undefined ? [] : [{ line: i + 2, text }];
    });

  it.each(expected)("line $line: $text", ({ line, text }) => {
    const here = told.filter((one) => one.file === file && one.line === line);
    expect(here.map((one) => one.text)).toEqual([expect.stringContaining(text)]);
  });

  it("is right in all other lines", () => {
    const lines = new Set(expected.map(({ line }) => line));
    expect(told.filter((one) => one.file === file && !lines.has(one.line))).toEqual([]);
  });
});
