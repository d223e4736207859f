/** What a kill of the server costs those who play. Takes minutes, so it runs only when it is asked for. */
import { Kills } from "#test/support/kills.ts";
import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";

const KILLS = 50;
const PLAYERS = 16;
/** Milliseconds of play between two kills: at least so many, and up to so many more, so that no moment is spared. */
const PLAY = { least: 1500, more: 10_500 };

export async function kills(): Promise<void> {
  const match = await Kills.start({ players: PLAYERS });
  const back: number[] = [];
  let [moved, different, mismatches, lost, most] = [0, 0, 0, 0, 0];
  try {
    for (let n = 0; n < KILLS; n++) {
      const survival = await match.kill(PLAY.least + ((n * 3917) % PLAY.more));
      back.push(...survival.back);
      moved += survival.moved;
      different += survival.different;
      mismatches = survival.mismatches;
      lost += survival.lost;
      most = Math.max(most, survival.lost);
    }
  } finally {
    await match.stop();
  }
  back.sort((a, b) => a - b);
  const p99 = back[Math.ceil(back.length * 0.99) - 1];
  keep("kills.backP99ms", round(p99, 0));
  keep("kills.lostTicks", lost);
  show(`kill -9, ${KILLS} times, in a live match of ${PLAYERS}`, [
    {
      resumed: `${back.length / PLAYERS} of ${KILLS}`,
      "ticks lost": lost,
      "at most at once": most,
      "back p50 ms": round(back[back.length >> 1], 0),
      "back p99 ms": round(p99, 0),
      "in another seat": moved,
      "in another world": different,
      "hash mismatches": mismatches,
    },
  ]);
}
