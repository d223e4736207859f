import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** The rows of the tables in docs/GLOSSARY.md, by their four cells. */
const rows = readFileSync("docs/GLOSSARY.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| term"))
  .map((line) => line.slice(1, -1).split("|"))
  .map((cells) => ({ term: cells[0].trim(), meaning: cells[1].trim(), code: (cells.at(3) ?? "").trim() }));

it("is a glossary: each term once, with a meaning", () => {
  expect(rows.length).toBeGreaterThan(50);
  for (const { term, meaning } of rows) expect(meaning, term).not.toBe("");
  expect(new Set(rows.map(({ term }) => term)).size).toBe(rows.length);
});

it.each(rows)("$term stands where the glossary says", ({ code }) => {
  const [, name, path] = /^(?:`(\w+)` in )?(\S+)$/.exec(code) ?? [];
  expect(path, code).toBeDefined();
  expect(existsSync(path), path).toBe(true);
  if (name !== undefined) expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^export class ${name}\\b`, "m"));
});
