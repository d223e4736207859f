/** What kills of the server around the ends of rounds do to ratings. Takes minutes, so it runs only when it is asked for. */
import { RatedServer } from "#test/support/rated-server.ts";
import { keep, show } from "../results.ts";

const KILLS = 50;
/** A match begins so often, and so about as often a round ends, in milliseconds. */
const BEGINS_MS = 700;
/** So many matches are on at most: more than a small machine has time for would only be late. */
const MOST = 10;
/** How soon after a round is seen to have ended the server is killed, in milliseconds: at most so much. */
const WITHIN_MS = 900;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function ratingKills(): Promise<void> {
  const server = await RatedServer.start();
  try {
    let killed = 0;
    let ended = 0;
    let begun = performance.now();
    while (killed < KILLS) {
      if (performance.now() - begun >= BEGINS_MS && server.matches.length - ended < MOST) {
        begun = performance.now();
        await server.add();
      }
      await wait(60);
      const now = await server.look();
      if (now === ended) continue;
      ended = now;
      await server.lookAtRatings();
      // Each time another moment: before the result, the replay, the ladder's answer of the rounds that end next.
      await wait((killed * 389) % WITHIN_MS);
      await server.kill();
      killed += 1;
    }
    const books = await server.settle();
    keep("ladder.kills.twiceOrLost", books.twice + books.lost + books.miscounted);
    keep("ladder.kills.falsePenalties", books.penalties);
    show(`kill -9, ${KILLS} times, around the ends of rated rounds`, [
      {
        "rounds played": books.played,
        "applied by the ladder": books.applied,
        twice: books.twice,
        lost: books.lost,
        "players not rated for one round": books.miscounted,
        "server faults in mid-round": books.faults,
        "penalties for them": books.penalties,
      },
    ]);
  } finally {
    await server.stop();
  }
}
