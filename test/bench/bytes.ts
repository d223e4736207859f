/** What a match of bots sends to each socket, frame by frame. */
import { arena } from "#shared/games/arena/index.ts";
import { LogReader, LogWriter } from "#shared/log/index.ts";
import { encodeDown } from "#shared/protocol/index.ts";
import { playRecorded } from "./record.ts";

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

/** The frames of the recorded match, as they would be sent. */
export function recordFrames(seats: number, seconds: number): { sizes: number[]; keyframe: number } {
  const sizes: number[] = [];
  let writer: LogWriter | undefined;
  let reader: LogReader | undefined;
  playRecorded(
    seats,
    seconds,
    (world) => {
      writer = new LogWriter(world, { heartbeat: 15, hashEvery: 32 });
      reader = new LogReader(world.layout);
      reader.begin(writer.keyframe());
    },
    (world) => {
      const frame = writer?.write(world);
      sizes.push(frame ? encodeDown({ type: "frame", ...frame }).length : 0);
      if (frame) reader?.apply(frame);
    },
  );
  if (!writer || !reader) throw new Error("nothing was recorded");
  return { sizes, keyframe: encodeDown({ type: "keyframe", ...writer.keyframe() }).length };
}

export function bytes(): void {
  const rows = [2, 8, 16, 64].map((seats) => {
    const { sizes, keyframe } = recordFrames(seats, 120);
    const sorted = sizes.toSorted((a, b) => a - b);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    return {
      "seats (bots with human hands)": seats,
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
