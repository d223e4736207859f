/** docs/YOUR-GAME.md quotes the game that it leads to, and what `npm run create` makes. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { quotesOf, unindented } from "#test/support/quotes.ts";

const PAGE = "docs/YOUR-GAME.md";
const RULES = "shared/games/tag/index.ts";

describe(PAGE, () => {
  it("quotes what stands in the files", () => {
    const quotes = quotesOf(PAGE);
    expect(quotes.length).toBeGreaterThan(12);
    for (const { file, text } of quotes)
      expect(unindented(readFileSync(file, "utf8")), file).toContain(unindented(text));
  });

  it("has six steps, each of which ends in something that is seen", () => {
    const steps = readFileSync(PAGE, "utf8")
      .split(/^## /m)
      .filter((part) => /^\d\. /.test(part));
    expect(steps).toHaveLength(6);
    for (const step of steps) expect(step.trim().split("\n\n").at(-1)).toMatch(/^\*\*You see:\*\* /);
  });

  it("leaves out no function of the rules", () => {
    const told = quotesOf(PAGE)
      .filter(({ file }) => file === RULES)
      .map(({ text }) => unindented(text))
      .join("\n");
    const declared = [...readFileSync(RULES, "utf8").matchAll(/^ {2}(\w+)(?:\(|: )/gm)].map(([, name]) => name);
    expect(declared.length).toBeGreaterThan(8);
    const plain = ["name", "tickRate", "settings", "input", "tables"];
    const missing = declared.filter(
      (name) => !plain.includes(name) && !new RegExp(`^${name}(?:\\(|: )`, "m").test(told),
    );
    expect(missing).toEqual([]);
  });
});
