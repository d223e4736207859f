import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/YOUR-GAME.md", "utf8");

/** What the page quotes: a link to a file, and a block of it; "// …" stands for what is left out. */
const quotes = [...page.matchAll(/^\[(?<file>[^\]]+)\]\([^)]+\)\n\n```ts\n(?<text>.*?)\n```/gms)].flatMap(
  ({ groups }) => (groups?.text ?? "").split("\n// …\n").map((text) => ({ file: groups?.file ?? "", text })),
);

const unindented = (text: string): string => text.replace(/^ +/gm, "");

describe("docs/YOUR-GAME.md", () => {
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
