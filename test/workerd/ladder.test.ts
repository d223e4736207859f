import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { codeOf, idOf, orderOf, PLACE } from "#test/support/rounds.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import type { LadderPlace } from "#worker/ladder/rpc.ts";
import { ladderOf } from "#worker/objects.ts";

/** Each test has a year of its own: ladders of one mode would know one another's players. */
let year = 1980;
const fresh = (): LadderPlace => {
  year += 3;
  return { ...PLACE, season: `${year}-q2` };
};
const dateIn = ({ season }: LadderPlace): number =>
  Date.UTC(Number(season.slice(0, 4)), 3 * (Number(season.slice(-1)) - 1), 2);

const duel = (place: LadderPlace, code: number, winner: number, loser: number, changes: Partial<RoundFacts> = {}) =>
  orderOf([winner, loser], { code: codeOf(code), at: dateIn(place) + code, ...changes });

describe("a ladder", () => {
  it("takes a round once, told 50 times at once, and gives the same answer each time", async () => {
    const place = fresh();
    const facts = duel(place, 1, 1, 2);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ladderOf(env, place).apply(place, facts)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      state: "rated",
      changes: [
        { player: idOf(1), place: 1 },
        { player: idOf(2), place: 2 },
      ],
    });
    const rounds = await ladderOf(env, place).rounds(place, 1, 100);
    expect(rounds).toHaveLength(1);
    expect(rounds[0]).toMatchObject({ number: 1, facts });
    expect(await ladderOf(env, place).seek(place, [idOf(1)])).toMatchObject([{ rounds: 1, met: [idOf(2)] }]);
  });
});
