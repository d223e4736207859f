/** The server's process is killed as rated rounds end, and started again on the same disk. */
import { expect, it } from "vitest";
import { RatedServer, ROUND_S } from "#test/support/rated-server.ts";

// The server of the browser tests has just built dist/.

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("after kill -9 around the ends of rounds each is rated, once, and no player is punished for it", async () => {
  const server = await RatedServer.start();
  try {
    for (let n = 0; n < 8; n++) {
      await server.add();
      await wait(250);
    }
    await wait((ROUND_S - 2) * 1000);
    // Their ends lie some 250 ms apart, from now on.
    for (let kill = 0; kill < 3; kill++) {
      await wait(700);
      await server.kill();
    }
    const { faults, ...books } = await server.settle();
    expect(books).toEqual({ played: 8, applied: 8, twice: 0, lost: 0, penalties: 0, miscounted: 0 });
    expect(faults).toBeGreaterThan(0);
  } finally {
    await server.stop();
  }
});
