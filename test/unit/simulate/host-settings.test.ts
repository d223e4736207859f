/** A sample of what `npm run host-settings` plays whole: what a host can set leads to the end of a round. */
import { describe, expect, it } from "vitest";
import { gameOf } from "#test/simulate/games.ts";
import { combinations, playRound } from "#test/simulate/host-settings.ts";

/** Every so many of them. */
const EVERY = 7;
/** The others take minutes. */
const MOST_S = 60;

describe.each(["arena", "puck"])("the ends of the settings of %s", (name) => {
  const game = gameOf(name);
  const short = combinations(game).filter(({ timeLimit }) => timeLimit < MOST_S);

  it("are those that a host is offered, in every combination", () => {
    const offered = Object.values(game.settings).filter(({ title }) => title !== undefined);
    expect(combinations(game)).toHaveLength(2 ** offered.length);
    expect(offered.length).toBeGreaterThan(4);
  });

  it.each(short.filter((_, n) => n % EVERY === 0))("lead to the end of a round: %o", (chosen) => {
    expect(playRound(game, chosen).ended).toBe(true);
  });
});
