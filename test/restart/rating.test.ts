/** The server's process is killed as rated rounds end, and started again on the same disk. */
import { expect, it } from "vitest";
import { sourceOf } from "#test/ladder/verify/source.ts";
import { fetchLadder, verifyLadder } from "#test/ladder/verify/verify.ts";
import { RatedServer, ROUND_S } from "#test/support/rated-server.ts";
import { Threads } from "#test/support/threads.ts";

// The server of the browser tests has just built dist/.

/** The matches of these tests are smaller than those of the mode, and begin at once. */
const SMALLER = /^its setting (seats|map|lobby) is/;

/** What `npm run ladder -- verify` finds of all rounds, from their replays. */
async function lies(url: string): Promise<readonly string[]> {
  const threads = new Threads(new URL("../ladder/verify/thread.ts", import.meta.url), 1);
  try {
    const ladder = await fetchLadder(sourceOf(url), { game: "arena", mode: "pairs", season: undefined });
    const { findings, gone, rounds } = await verifyLadder(ladder, url, threads);
    expect(rounds).toBeGreaterThan(0);
    expect(gone).toEqual([]);
    return findings.flatMap(({ faults }) => faults).filter((fault) => !SMALLER.test(fault));
  } finally {
    await threads.end();
  }
}

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
    expect(await lies(server.url)).toEqual([]);
  } finally {
    await server.stop();
  }
});
