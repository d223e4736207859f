/**
 * What a spectator may know of a round: for the replays of games that hide something. The log is stepped once more, by the rules by
 * which it was played, and each world is masked. docs/decisions/secrets.md
 */
import { type Frame, type Keyframe, keyframe, LogReader, LogWriter, Mask } from "#shared/log/index.ts";
import { DOWN, decodeDown, encodeDown, join } from "#shared/protocol/index.ts";
import { messagesIn, type StoredSegment } from "#shared/replay/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";

/** A world so often, in seconds of play, for builds with other rules. */
const IMAGE_S = 2;
/** A hash so often, in ticks. */
const HASH_EVERY = 32;

const encodeFrame = (frame: Frame): Uint8Array => encodeDown({ type: "frame", ...frame });
const encodeKeyframe = (world: WorldBase): Uint8Array => encodeDown({ type: "keyframe", ...keyframe(world) });

/** The mask of a spectator. @param layout of a game with a view */
export function spectatorsMask(layout: Layout): Mask {
  const { game, config } = layout;
  if (!game.view) throw new TypeError(`game ${game.name} has no view`);
  return new Mask(layout, game.view.of(config, -1));
}

/** The hash that the world of a keyframe has for a spectator. @throws {Error} it is no keyframe of this layout */
export function seenHash(layout: Layout, image: Keyframe): number {
  const reader = new LogReader(layout);
  reader.begin(image);
  return spectatorsMask(layout).of(reader.world).hash();
}

class SeenSegment {
  readonly #mask: Mask;
  readonly #writer: LogWriter;
  readonly #log: Uint8Array[] = [];
  readonly #images: Uint8Array[] = [];
  readonly #tick: number;
  readonly #opening: Uint8Array;
  #imageTick: number;

  constructor(mask: Mask, world: WorldBase) {
    const seen = mask.of(world);
    this.#mask = mask;
    this.#opening = encodeKeyframe(seen);
    this.#tick = this.#imageTick = world.tick;
    const heartbeat = Number.POSITIVE_INFINITY;
    this.#writer = new LogWriter(seen, { stream: "state", heartbeat, hashEvery: HASH_EVERY });
  }

  roster(message: Uint8Array): void {
    this.#settle();
    this.#log.push(message);
  }

  /** @param passed how many ticks have led to this world */
  write(world: WorldBase, passed: number): void {
    const seen = this.#mask.of(world);
    const frame = this.#writer.write(seen, passed);
    if (frame) this.#log.push(encodeFrame(frame));
    if (world.tick - this.#imageTick < IMAGE_S * world.layout.tickRate) return;
    this.#images.push(encodeKeyframe(seen));
    this.#imageTick = world.tick;
  }

  #settle(): void {
    const rest = this.#writer.settle();
    if (rest) this.#log.push(encodeFrame(rest));
  }

  end(world: WorldBase): StoredSegment {
    this.#settle();
    if (world.tick > this.#imageTick) this.#images.push(encodeKeyframe(this.#mask.of(world)));
    return { tick: this.#tick, opening: this.#opening, log: join(this.#log), images: this.#images };
  }
}

/** Brings a reader to the world of an opening. */
function open(reader: LogReader, opening: Uint8Array): void {
  for (const message of decodeDown(opening)) {
    if (message.type === "keyframe") reader.begin(message);
    else if (message.type === "frame") reader.apply(message);
  }
}

/**
 * The segments of a log, as a spectator may see them.
 * @param layout of the rules by which the log was played
 * @throws {Error} the log is not of these rules
 */
export function* seenSegments(layout: Layout, segments: Iterable<StoredSegment>): Generator<StoredSegment, void> {
  const reader = new LogReader(layout);
  const mask = spectatorsMask(layout);
  for (const { opening, log } of segments) {
    open(reader, opening);
    const seen = new SeenSegment(mask, reader.world);
    for (const { type, start, end } of messagesIn(log)) {
      const bytes = log.subarray(start, end);
      if (type === DOWN.roster) seen.roster(bytes);
      else {
        for (const message of decodeDown(bytes))
          if (message.type === "frame") reader.apply(message, (world, passed) => seen.write(world, passed));
      }
    }
    yield seen.end(reader.world);
  }
}
