import { describe, expect, it } from "vitest";
import { bySkill, GROWING, learn, skillOf, skillSettings } from "#shared/sim/index.ts";

const worldAt = (botLevel: number, grown = 0) => ({ config: { botLevel }, round: { grown } });

describe("the skill of bots", () => {
  it("is that of their level, and not what has been learnt", () => {
    expect([0, 1, 2, 3, 4].map((level) => skillOf(worldAt(level, 77)))).toEqual([0, 25, 50, 75, 100]);
  });

  it("has a name for each level", () => {
    const { min, max, choices } = skillSettings.botLevel;
    expect(choices).toHaveLength(max - min + 1);
    expect(choices[GROWING]).toBe("Growing");
  });

  it("grows with the players' success, shrinks with that of the bots, and stays within its range", () => {
    const world = worldAt(GROWING);
    learn(world, false);
    expect(skillOf(world)).toBe(0);
    learn(world, true);
    learn(world, true);
    const up = skillOf(world);
    expect(up).toBeGreaterThan(0);
    learn(world, false);
    expect(skillOf(world)).toBeLessThan(up);
    for (let k = 0; k < 50; k++) learn(world, true);
    expect(skillOf(world)).toBe(100);
  });

  it("has whole numbers: those of a level exactly, and of a skill between two levels what lies between", () => {
    const characters = bySkill({ error: [44, 24, 9, 5, 2], sight: [10, 20, 30, 40, 50] });
    expect(characters).toHaveLength(101);
    expect([0, 25, 50, 75, 100].map((skill) => characters[skill].error)).toEqual([44, 24, 9, 5, 2]);
    for (const [skill, { error, sight }] of characters.entries()) {
      expect([Number.isInteger(error), Number.isInteger(sight)]).toEqual([true, true]);
      if (skill > 0) expect(error).toBeLessThanOrEqual(characters[skill - 1].error);
    }
    expect(characters[60].sight).toBe(34);
  });
});
