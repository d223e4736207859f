/** The simulator: whole clients and a server, without mishaps and with them. */

import { known } from "#test/simulate/games.ts";
import { Pool } from "#test/simulate/pool.ts";
import { command } from "#test/simulate/world.ts";
import { type Fault, notApplicable, type Verdict, verdict } from "../report.ts";
import type { Effort, Subject } from "../subject.ts";

/** The first events of each run: two players join. */
const JOINS = [0, 1];

/** What runs have come to, in all. */
interface Sum {
  seconds: number;
  ticks: number;
  kills: number;
  mishaps: number;
}

async function play({ game }: Subject, { seeds, from }: Effort, only: readonly number[] | undefined) {
  const pool = new Pool();
  const sum: Sum = { seconds: 0, ticks: 0, kills: 0, mishaps: 0 };
  const faults: Fault[] = [];
  try {
    await pool.play({ from, seeds, game: game.name, only }, (played) => {
      if (played.type === "failed") {
        const [what = played.reason] = played.reason.split("\n", 1);
        faults.push({
          what,
          where: `seed ${played.seed}${/\btick \d+/.exec(what)?.[0].replace("tick", ", tick") ?? ""}`,
          next: `look for the fault in the parts rules and seats first; npm run simulate -- --hunt 5 --game ${game.name} shrinks such runs`,
          again: command({ seed: played.seed, game: game.name, only }),
        });
        return;
      }
      sum.seconds += played.outcome.seconds;
      sum.ticks += played.outcome.ticks;
      sum.kills += played.outcome.kills;
      sum.mishaps += played.outcome.mishaps;
    });
  } finally {
    await pool.end();
  }
  return { sum, faults };
}

const isKnown = ({ game }: Subject): boolean => known.get(game.name) === game;

/** Two players, and nothing goes wrong: each client's world is the server's at every tick. */
export async function sync(subject: Subject, { seeds, from }: Effort): Promise<Verdict> {
  if (!isKnown(subject))
    return notApplicable("the simulator does not know this game: register it in shared/games/index.ts");
  const runs = Math.max(1, Math.ceil(seeds / 4));
  const { sum, faults } = await play(subject, { seeds: runs, from }, JOINS);
  return verdict(
    `${runs} runs of two players without mishaps: ${sum.ticks} ticks, each client's world the server's`,
    faults,
  );
}

/** Lost connections, bad links, hosts, crashes of the server, and all that comes to mind. */
export async function chaos(subject: Subject, { seeds, from }: Effort): Promise<Verdict> {
  if (!isKnown(subject))
    return notApplicable("the simulator does not know this game: register it in shared/games/index.ts");
  const { sum, faults } = await play(subject, { seeds, from }, undefined);
  return verdict(
    `${seeds} runs: ${sum.seconds.toFixed(0)} s of play, ${sum.mishaps} mishaps, ${sum.kills} kills of the server`,
    faults,
  );
}
