import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tag } from "#shared/games/tag/index.ts";
import { BotMatch } from "#test/support/bots.ts";

const readme = readFileSync("README.md", "utf8");
const blocks = [...readme.matchAll(/^```ts\n(?<text>.*?)\n```/gms)].map(({ groups }) => groups?.text ?? "");

describe("the game of README.md", () => {
  it("is the one that ships, all of its rules", () => {
    expect(blocks.map((block) => `${block}\n`)).toEqual([readFileSync("shared/games/tag/index.ts", "utf8")]);
  });

  it("is a game: bots tag each other", () => {
    const match = new BotMatch(tag, { autostart: 1, lobby: 1 }, 1);
    const chase = match.world.layout.tables.findIndex(({ name }) => name === "chase");
    const its = new Set<number>();
    match.run(1800, ({ views }) => void its.add(views[chase].cells[0][0]));
    expect(its.size).toBeGreaterThan(2);
  });
});
