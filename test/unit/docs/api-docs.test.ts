import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { proseOf } from "../../../scripts/api/exports.ts";
import { apiPage } from "../../../scripts/api/page.ts";

describe("docs/API.md", () => {
  it("is what the sources say: `npm run api` writes it anew", () => {
    expect(readFileSync("docs/API.md", "utf8") === apiPage()).toBe(true);
  });

  it("has what every game needs", () => {
    const page = apiPage();
    for (const name of [
      "defineGame",
      "Game",
      "axis",
      "i32",
      "players",
      "chance",
      "defineView",
      "defineCard",
      "TestMatch",
    ])
      expect(page).toContain(`\n#### ${name}\n`);
  });

  it("shows no body of a function, and nothing private", () => {
    const code = [...apiPage().matchAll(/^```ts\n(?<text>.*?)\n```/gms)].map(({ groups }) => groups?.text ?? "");
    expect(code.length).toBeGreaterThan(100);
    expect(code.filter((text) => /^\s*(?:return|for|if) |#\w+[;:(]/m.test(text))).toEqual([]);
  });

  it("takes the frame off a docstring", () => {
    expect(proseOf("* One.\n   *\n   * @param x two\n   ")).toBe("One.\n\n@param x two");
  });
});
