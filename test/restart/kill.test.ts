/** The server's process is killed in mid-fight, and started again on the same disk. */
import { expect, it } from "vitest";
import { Kills } from "#test/support/kills.ts";

// The server of the browser tests has just built dist/.

it("a match survives kill -9, twice: same seats, the world that was seen, nothing lost, and it goes on", async () => {
  const kills = await Kills.start({ players: 6 });
  try {
    for (const after of [7300, 9100]) {
      const survival = await kills.kill(after);
      expect(survival.moved).toBe(0);
      expect(survival.different).toBe(0);
      expect(survival.mismatches).toBe(0);
      // What was not stored yet the players have given back.
      expect(survival.lost).toBe(0);
      const before = kills.tick;
      await new Promise((resolve) => setTimeout(resolve, 2000));
      expect(kills.tick).toBeGreaterThan(before + 20);
    }
  } finally {
    await kills.stop();
  }
});
