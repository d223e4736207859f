import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as kit from "#shared/kit/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { conforms } from "#test/support/conformance.ts";
import { type Ball, ball, collide, untilFuse } from "#test/support/kit-examples.ts";

const page = readFileSync("docs/KIT.md", "utf8");
const examples = readFileSync("test/support/kit-examples.ts", "utf8");
const blocks = [...page.matchAll(/^```ts\n(?<text>.*?)\n```/gms)].map(({ groups }) => groups?.text ?? "");

const unindented = (text: string): string => text.replace(/^ +/gm, "");

describe("docs/KIT.md", () => {
  it("shows what is run here", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(5);
    for (const block of blocks) expect(unindented(examples)).toContain(unindented(block));
  });

  it("names all that the kit has", () => {
    const names = Object.keys(kit);
    expect(names).toContain("slideCircle");
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("the examples of docs/KIT.md", () => {
  it("are a game that conforms, in which bots move among walls", () => {
    conforms(ball);
    const match = new BotMatch(ball, { seats: 4 }, 1);
    const players = match.world.layout.tables.findIndex(({ name }) => name === "players");
    const column = (name: string) => match.world.layout.tables[players].index.get(name) ?? -1;
    let [far, met] = [0, 0];
    match.run(300, ({ views }) => {
      const { cells } = views[players];
      for (let row = 0; row < 4; row++) {
        const [x, y] = [cells[column("x")][row], cells[column("y")][row]];
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(512 + 160);
        expect(Math.max(x, y)).toBeLessThanOrEqual(2048 - 160);
        far = Math.max(far, x);
        met = Math.max(met, cells[column("met")][row]);
      }
    });
    expect(far).toBe(2048 - 160);
    expect(met).toBeGreaterThan(0);
  });

  it("let two balls bounce, at a speed at which they would be through each other", () => {
    const a: Ball = { x: 0, y: 0, vx: 5000, vy: 0 };
    const b: Ball = { x: 1000, y: 0, vx: 0, vy: 0 };
    expect(collide(a, b)).toBe(true);
    expect([a.x, b.x, a.vx]).toEqual([679, 1000, -5000]);
    expect(collide({ ...a }, { ...b })).toBe(false);
  });

  it("tell until when nothing happens", () => {
    expect(untilFuse({ until: [0, 70, 60], live: [0, 1] })).toBe(70);
  });
});
