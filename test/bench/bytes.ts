/** What a match of bots sends to each socket, frame by frame. */
import { arena } from "#shared/games/arena/index.ts";
import { LogReader, LogWriter } from "#shared/log/index.ts";
import { encodeDown } from "#shared/protocol/index.ts";
import { BotMatch } from "#test/support/bots.ts";

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

/** The frames of a match of `seconds`, as they would be sent. */
export function recordFrames(seats: number, seconds: number, seed = 1): { sizes: number[]; keyframe: number } {
  const match = new BotMatch(arena, { seats, lobby: 1, timeLimit: seconds }, seed);
  const writer = new LogWriter(match.world, { heartbeat: 15, hashEvery: 32 });
  const reader = new LogReader(match.world.layout);
  reader.begin(writer.keyframe());
  const sizes: number[] = [];
  match.run(seconds * arena.tickRate, (world) => {
    const frame = writer.write(world);
    sizes.push(frame ? encodeDown({ type: "frame", ...frame }).length : 0);
    if (frame) reader.apply(frame);
  });
  if (reader.world.hash() !== match.world.hash()) throw new Error("the frames do not lead to the world");
  return { sizes, keyframe: encodeDown({ type: "keyframe", ...writer.keyframe() }).length };
}

export function bytes(): void {
  const rows = [2, 8, 16, 64].map((seats) => {
    const { sizes, keyframe } = recordFrames(seats, 120);
    const sorted = sizes.toSorted((a, b) => a - b);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    return {
      "seats (bots)": seats,
      median: quantile(sorted, 0.5),
      p99: quantile(sorted, 0.99),
      max: sorted.at(-1),
      keyframe,
      "KB/s a socket": Math.round(mean * arena.tickRate) / 1000,
    };
  });
  console.log("\nBytes of a frame, 120 s of the arena");
  console.table(rows);
}
