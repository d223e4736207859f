import { keyframe, LogReader, LogWriter } from "#shared/log/index.ts";
import { decodeDown } from "#shared/protocol/index.ts";
import { drawSigningKey, FrameSigner } from "#worker/broadcast/frame-signer.ts";
import type { Coding } from "./coding.ts";

/** Frames as the match sends them to players, lossless and signed; a reader applies each, and checks the world's hash when it comes. */
export function scrim(): Coding {
  let writer: LogWriter | undefined;
  let reader: LogReader | undefined;
  const signer = new FrameSigner(drawSigningKey(), 0);
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
      const bytes = signer.encode(frame, world.tick);
      for (const message of decodeDown(bytes)) if (message.type === "frame") reader?.apply(message);
      return bytes.length;
    },
  };
}
