/** docs/TURNS-AND-SECRETS.md quotes a game, which is one. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PHASE, SEAT } from "#shared/sim/index.ts";
import { checkQuiet } from "#test/check/quiet.ts";
import { conforms } from "#test/support/conformance.ts";
import { highCard } from "#test/support/high-card.ts";
import { quotesOf, unindented } from "#test/support/quotes.ts";
import { TestMatch } from "../../../scripts/author/test.ts";

describe("docs/TURNS-AND-SECRETS.md", () => {
  it("quotes what stands in the file", () => {
    const quotes = quotesOf("docs/TURNS-AND-SECRETS.md");
    expect(quotes.length).toBeGreaterThan(6);
    for (const { file, text } of quotes)
      expect(unindented(readFileSync(file, "utf8")), file).toContain(unindented(text));
  });
});

describe("the game of the page", () => {
  it("is a game", () => conforms(highCard));

  it("keeps the promise of quietUntil", () => {
    const reports = Array.from({ length: 20 }, (_, seed) => checkQuiet(highCard, seed + 1));
    expect(reports.map(({ problem }) => problem).filter((problem) => problem !== undefined)).toEqual([]);
    expect(reports.reduce((sum, { quiet }) => sum + quiet, 0)).toBeGreaterThan(1000);
  });

  it("is played to its end: turns that are not taken pass on, and five points win", () => {
    const match = new TestMatch(highCard, { settings: { seats: 2, turnSeconds: 10, autostart: 1, lobby: 1 } });
    const { world } = match;
    const turns = new Set<number>();
    for (let k = 0; k < 20_000 && world.round.phase !== PHASE.ended; k++) {
      match.run(1);
      turns.add(highCard.turn?.(world) ?? -1);
    }
    expect(world.seats.kind[0]).toBe(SEAT.person);
    expect(turns).toEqual(new Set([-1, 0, 1]));
    expect(Math.max(world.scores.points[0], world.scores.points[1])).toBe(5);
  });

  it("shows a hand to its player alone until the cards lie open", () => {
    const match = new TestMatch(highCard, { settings: { seats: 2, turnSeconds: 10, autostart: 1, lobby: 1 } });
    const { world } = match;
    while (highCard.turn?.(world) !== 0 || world.round.phase !== PHASE.live) match.run(1);
    const { view } = highCard;
    const seen = (seat: number) => {
      const copy = world.clone();
      view?.hide(copy, seat);
      return [...world.hands].map(
        (one) => copy.views[copy.layout.tables.findIndex(({ name }) => name === "hands")].cells[0][one] > 0,
      );
    };
    expect([seen(0), seen(1), seen(-1)]).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});
