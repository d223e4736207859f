import { keyframe, LogReader, LogWriter } from "#shared/log/index.ts";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import type { Coding } from "./coding.ts";

/** Frames as the match sends them, lossless; a reader applies each, and checks the world's hash when it comes. */
export function scrim(): Coding {
  let writer: LogWriter | undefined;
  let reader: LogReader | undefined;
  return {
    name: "scrim",
    begin(world) {
      writer = new LogWriter(world, { stream: "rules", heartbeat: 15, hashEvery: 32 });
      reader = new LogReader(world.layout);
      reader.begin(keyframe(world));
    },
    tick(world) {
      const frame = writer?.write(world);
      if (!frame) return 0;
      const bytes = encodeDown({ type: "frame", ...frame });
      for (const message of decodeDown(bytes)) if (message.type === "frame") reader?.apply(message);
      return bytes.length;
    },
  };
}
