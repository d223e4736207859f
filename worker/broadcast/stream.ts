/** What all streams of a match have in common, whether players, relays or the disk read them. */
import { type Frame, keyframe, opening, type Stream } from "#shared/log/index.ts";
import { encodeDown, schemaOf } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import type { EpochHistoryData } from "./epoch-history.ts";

/** A frame carries a hash this often, in ticks: a reader learns whether its world is the one that was written. */
export const HASH_EVERY = 32;

export interface WelcomeFields {
  /** -1 where the reader has none. */
  readonly seat: number;
  readonly stream: Stream;
  readonly epochs: EpochHistoryData;
  /** How far the world is behind the match, in seconds. */
  readonly delay: number;
}

export function encodeWelcome(layout: Layout, { seat, stream, epochs, delay }: WelcomeFields): Uint8Array {
  const { game, config, tickRate } = layout;
  const { generation, forked } = epochs;
  const about = { game: game.name, gameVersion: game.version, tickRate, settings: config, schema: schemaOf(layout) };
  return encodeDown({ type: "welcome", seat, ...about, stream, generation, forked, delay });
}

export const encodeFrame = (frame: Frame): Uint8Array => encodeDown({ type: "frame", ...frame });

export const encodeKeyframe = (world: WorldBase): Uint8Array => encodeDown({ type: "keyframe", ...keyframe(world) });

/** A world with its past: the keyframe of the oldest world that is kept, and the frames since. */
export function encodeOpening(world: WorldBase): Uint8Array[] {
  const { keyframe: first, frames } = opening(world);
  return [encodeDown({ type: "keyframe", ...first }), ...frames.map(encodeFrame)];
}
