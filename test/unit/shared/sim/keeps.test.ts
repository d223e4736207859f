import { describe, expect, it } from "vitest";
import { defineGame, keepsOf } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";
import { openTurns } from "#test/support/turns.ts";

const config = { seats: 2 } as never;

describe("how long seats and matches are kept", () => {
  it("is half a minute and ten minutes where the game does not say", () => {
    expect(keepsOf(toy, config)).toEqual({ seat: 30, match: 600 });
  });

  it("is what the game says of its settings, and a match for as long as its seats at least", () => {
    const game = defineGame({ ...openTurns, keeps: ({ seats }) => ({ seat: seats * 86_400, match: 60 }) });
    expect(keepsOf(game, { seats: 3 } as never)).toEqual({ seat: 3 * 86_400, match: 3 * 86_400 });
  });

  it.each([0, 1.5, -1, 30 * 86_400 + 1, Number.NaN])("is refused where it is %s seconds", (seconds) => {
    const keeps = () => ({ seat: seconds, match: 600 });
    expect(() => defineGame({ ...openTurns, keeps })).toThrow(
      `game openturns: keeps().seat is ${seconds}: use whole seconds from 1 to 2592000, which is 30 days`,
    );
    expect(() => defineGame({ ...openTurns, keeps: () => ({ seat: 30, match: seconds }) })).toThrow(/keeps\(\)\.match/);
  });
});
