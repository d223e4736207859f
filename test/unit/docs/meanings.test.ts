/** What the playground says of a code is what docs/WIRE.md says of it. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CLOSE, COMMAND_REFUSED, REFUSED } from "#shared/protocol/index.ts";
import { CLOSE_MEANS, COMMAND_REFUSED_MEANS, closeMeans, REFUSED_MEANS } from "#shared/protocol/meanings.ts";

const page = readFileSync("docs/WIRE.md", "utf8");

/** The first two columns of the table whose head begins so: code and meaning, without links and marks. */
function table(head: RegExp): Map<number, string> {
  const lines = page.slice(page.search(head)).split("\n").slice(2);
  const rows = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("|")),
  );
  return new Map(
    rows.map((row) => {
      const [, code, meaning] = row.split("|").map((cell) => cell.trim());
      return [Number(code), meaning.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "")];
    }),
  );
}

const sorted = (means: Readonly<Record<number, string>>) => Object.entries(means).sort();
const inPage = (rows: ReadonlyMap<number, string>) => [...rows].map(([code, text]) => [String(code), text]).sort();

it("close codes", () => {
  const rows = table(/\| code\s+\| meaning/);
  expect(rows.get(1006)).toBe(closeMeans(1006));
  rows.delete(1006);
  expect(sorted(CLOSE_MEANS)).toEqual(inPage(rows));
  expect(rows.size).toBe(Object.keys(CLOSE).length);
});

it("refusals", () => {
  expect(sorted(REFUSED_MEANS)).toEqual(inPage(table(/\| reason\s*\| the message had/)));
  expect(Object.keys(REFUSED_MEANS)).toHaveLength(Object.keys(REFUSED).length);
});

it("refused commands", () => {
  expect(sorted(COMMAND_REFUSED_MEANS)).toEqual(inPage(table(/\| reason\s*\| the command does not/)));
  expect(Object.keys(COMMAND_REFUSED_MEANS)).toHaveLength(Object.keys(COMMAND_REFUSED).length);
});

it("says of any other code that it is none of this protocol", () => {
  expect(closeMeans(4999)).toMatch("not this protocol's");
});
