/** The bounds that `npm run newcomer` prints, held on a few rounds. */
import { describe, expect, it } from "vitest";
import { GROWING } from "#shared/sim/index.ts";
import { SPORTS, trial } from "#test/newcomer/trial.ts";

const rounds = (game: string, settings: Readonly<Record<string, number>>) =>
  Array.from({ length: 8 }, (_, k) => trial(SPORTS[game], settings, 100 + k));

const middle = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

describe("a newcomer to the arena", () => {
  const [gentle, fierce, growing] = [0, 4, GROWING].map((botLevel) => rounds("arena", { seats: 4, botLevel }));

  it("lives for 20 s among gentle bots, and gets a kill within a minute", () => {
    for (const trials of [gentle, growing]) {
      expect(middle(trials.map(({ survived }) => survived))).toBeGreaterThan(20);
      expect(trials.filter(({ success }) => success <= 60).length).toBeGreaterThanOrEqual(6);
    }
  });

  it("loses to fierce bots", () => {
    expect(fierce.filter(({ won }) => won)).toEqual([]);
    expect(middle(fierce.map(({ survived }) => survived))).toBeLessThan(20);
  });

  it("meets bots that have grown in the end, if the newcomer has had success", () => {
    expect(growing.some(({ grown }) => grown > 0)).toBe(true);
  });
});

describe("a newcomer to puck", () => {
  it("scores against a gentle bot, and does not beat a fierce one", () => {
    const [gentle, fierce] = [0, 4].map((botLevel) => rounds("puck", { seats: 2, botLevel }));
    expect(gentle.filter(({ success }) => success <= 60).length).toBeGreaterThanOrEqual(5);
    expect(gentle.filter(({ won }) => won).length).toBeGreaterThan(fierce.filter(({ won }) => won).length);
  });
});
