import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { quotesOf, unindented } from "#test/support/quotes.ts";

const PAGE = "docs/PUCK.md";
const page = readFileSync(PAGE, "utf8");
const quotes = quotesOf(PAGE);

describe("docs/PUCK.md", () => {
  it("quotes what stands in the files", () => {
    expect(quotes.length).toBeGreaterThan(15);
    for (const { file, text } of quotes) {
      expect(unindented(readFileSync(file, "utf8")), file).toContain(unindented(text));
    }
  });

  it("names every file of the game", () => {
    const folders = ["shared/games/puck", "client/view/games/puck"];
    for (const folder of folders) {
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
      expect(files.length).toBeGreaterThan(10);
      for (const file of files) expect(page).toContain(`(../${folder}/${file})`);
    }
  });
});
