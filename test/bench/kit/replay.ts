/** A match of ten minutes as a replay: how large it is, how fast one gets to any of its moments, and how fast it is verified. */
import { arena } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { isTrue, ReplayPlayer, readReplay, verify, writeReplay } from "#shared/replay/index.ts";
import { Random, SEEN_PARTS } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { Recorder, type Recording } from "#test/support/recorder.ts";
import { keep, show } from "../results.ts";
import { median, percentile, round } from "../statistics.ts";

const SEATS = 16;
const SECONDS = 600;
const SEEKS = 200;
/** How many times the same is verified: the median counts. */
const VERIFIED = 5;

/** How late a player sees the others: by some ticks and up to so many eighths; once in so many ticks it is another eighth. */
const SEEN = { ticks: 3, drift: 5, every: 97 } as const;

const KB = 1000;

/** Plays the match to its end: persons with the hands of bots, and the unrest of human hands. */
function play(): Recording {
  const match = new BotMatch(arena, { seats: SEATS, lobby: 1, timeLimit: SECONDS, scoreLimit: 1000 }, 1);
  const { world, inputs } = match;
  const [, seen] = inputs.cells;
  const random = new Random({ seed: 1, draws: 0 });
  const recorder = new Recorder(world);
  const decide = () => {
    match.decideByHand();
    for (let seat = 0; seat < SEATS; seat++) {
      if (seen[seat] === 0 || random.below(SEEN.every) === 0)
        seen[seat] = SEEN.ticks * SEEN_PARTS + random.below(SEEN.drift);
    }
  };
  const { game } = world.layout;
  while (game.status(world) !== "ended") match.run(1, () => recorder.tick(), decide);
  return recorder.finish();
}

/** Milliseconds. */
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** @throws {Error} the file is not true */
export async function replay(): Promise<void> {
  const { head, segments } = play();
  const file = await writeReplay(head, segments);
  const read = await readReplay(file);
  const seconds = (head.last - head.first) / head.tickRate;

  const player = new ReplayPlayer(read, games);
  const random = new Random({ seed: 2, draws: 0 });
  const seeks = Array.from({ length: SEEKS }, () => {
    const tick = random.between(head.first, head.last);
    return timed(() => player.seek(tick));
  }).sort((a, b) => a - b);

  const speeds = Array.from({ length: VERIFIED }, () => {
    const took = timed(() => {
      const verdict = verify(read, games);
      if (!isTrue(verdict)) throw new Error(`the replay is not true: ${JSON.stringify(verdict)}`);
    });
    return (seconds * 1000) / took;
  });

  const figures = {
    kb: round(file.length / KB, 1),
    seekP50: round(percentile(seeks, 50)),
    seekP99: round(percentile(seeks, 99)),
    seekMax: round(percentile(seeks, 100)),
    verify: round(median(speeds), 0),
  };
  for (const [name, value] of Object.entries(figures)) keep(`replay.${name}`, value);
  show(`A replay of ${round(seconds / 60, 1)} minutes, ${SEATS} players, in Node`, [
    {
      "file, KB": figures.kb,
      "seek p50, ms": figures.seekP50,
      p99: figures.seekP99,
      max: figures.seekMax,
      "verified, times as fast as played": figures.verify,
    },
  ]);
}
