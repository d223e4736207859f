/** Hundreds of matches in which all goes wrong that can. `npm run simulate` plays more. */
import { afterAll, expect, it } from "vitest";
import { type Played, Pool } from "#test/simulate/pool.ts";
import { command } from "#test/simulate/world.ts";

const SEEDS = 500;
/** Runs in one test: the runner hears of the progress between. */
const BATCH = 50;

const pool = new Pool();
afterAll(() => pool.end());

for (let from = 1; from <= SEEDS; from += BATCH) {
  it(`keeps its word under seeds ${from} to ${from + BATCH - 1}`, async () => {
    const all: Played[] = [];
    await pool.play({ from, seeds: BATCH }, (played) => all.push(played));
    const failures = all.flatMap((played) =>
      played.type === "failed" ? `seed ${played.seed}; again: ${command({ seed: played.seed })}\n${played.reason}` : [],
    );
    expect(failures.join("\n\n")).toBe("");
    expect(all.every((played) => played.type === "kept" && played.outcome.seconds > 0)).toBe(true);
    expect(all).toHaveLength(BATCH);
    const returns = all.map((played) => (played.type === "kept" ? played.outcome.returns : 0));
    expect(returns.reduce((sum, some) => sum + some, 0)).toBeGreaterThan(0);
  });
}
