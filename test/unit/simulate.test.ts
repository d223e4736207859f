/** Hundreds of matches in which all goes wrong that can. `npm run simulate` plays more. */
import { expect, it } from "vitest";
import { command, simulate } from "#test/simulate/world.ts";

const SEEDS = 200;
/** Runs in one test: the runner hears of the progress between. */
const BATCH = 20;

for (let first = 1; first <= SEEDS; first += BATCH) {
  it(`keeps its word under seeds ${first} to ${first + BATCH - 1}`, () => {
    for (let seed = first; seed < first + BATCH; seed++) {
      try {
        expect(simulate(seed).seconds).toBeGreaterThan(0);
      } catch (error) {
        throw new Error(`seed ${seed}; again: ${command(seed)}`, { cause: error });
      }
    }
  });
}
