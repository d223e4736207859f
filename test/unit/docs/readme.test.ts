import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { registry } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { conforms } from "#test/support/conformance.ts";
import { tagGame } from "#test/support/tag.ts";

const readme = readFileSync("README.md", "utf8");
const blocks = [...readme.matchAll(/^```ts\n(?<text>.*?)\n```/gms)].map(({ groups }) => groups?.text ?? "");

describe("the game of README.md", () => {
  it("is the one that is compiled here", () => {
    expect(blocks).toHaveLength(1);
    const file = readFileSync("test/support/tag.ts", "utf8");
    // Beside what the kit gives there is nothing else in the file.
    expect(file.slice(file.indexOf("export const tagGame"))).toBe(`${blocks[0]}\n`);
  });

  it("is played", () => {
    const game = registry(tagGame).get("tag");
    if (!game) throw new Error("it is not there");
    const { world } = new BotMatch(game, {}, 1);
    expect(world.config.seats).toBe(4);
    conforms(game);
  });

  it("is a game: bots tag each other", () => {
    const match = new BotMatch(tagGame, {}, 1);
    const round = match.world.layout.tables.findIndex(({ name }) => name === "round");
    const its = new Set<number>();
    match.run(900, ({ views }) => void its.add(views[round].cells[0][0]));
    expect(its.size).toBeGreaterThan(1);
  });
});
