/** The parts of `npm run check` that play a server and whole clients. */
import { expect, it } from "vitest";
import { chaos, sync } from "#test/check/parts/chaos.ts";
import type { FaultName } from "#test/support/faulty-games.ts";
import { faulty } from "#test/support/faulty-games.ts";

function subject(fault: FaultName) {
  const game = faulty.find(({ name }) => name === fault);
  if (!game) throw new Error(`there is no game ${fault}`);
  return { game, root: process.cwd(), folders: [] };
}

it("sync finds a client whose world is another than the server's", async () => {
  const found = await sync(subject("memory"), { seeds: 4, from: 1 });
  if (found.state !== "failed") throw new Error(`it is ${found.state}: ${found.said}`);
  expect(found.faults[0].what).toMatch(/tick \d+/);
  expect(found.faults[0].where).toMatch(/^seed 1, tick \d+$/);
  expect(found.faults[0].again).toBe("npm run simulate -- --seeds 1 --from 1 --game memory --only 0,1");
}, 60_000);

it("chaos finds it too, with mishaps; a sound game has no fault in either", async () => {
  const found = await chaos(subject("memory"), { seeds: 1, from: 1 });
  expect(found.state).toBe("failed");
  expect((await sync(subject("sound"), { seeds: 4, from: 1 })).state).toBe("ok");
  const sound = await chaos(subject("sound"), { seeds: 2, from: 1 });
  expect(sound).toMatchObject({ state: "ok", faults: [] });
}, 60_000);
