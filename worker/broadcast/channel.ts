/** All sockets that are sent the same: one stream of one view, coded once. */
import { type Frame, LogWriter, Mask, type Stream } from "#shared/log/index.ts";
import { hides, type Layout, type WorldBase } from "#shared/sim/index.ts";
import type { EpochHistoryData } from "./epoch-history.ts";
import type { FrameSigner } from "./frame-signer.ts";
import { encodeFrame, encodeKeyframe, encodeOpening, encodeWelcome, HASH_EVERY } from "./stream.ts";

/**
 * Silence lasts at most this long, in seconds. On the rules stream the world goes on in a silence, and what happens there is
 * shown only once the silence ends.
 */
const HEARTBEAT_S: Readonly<Record<Stream, number>> = { rules: 0.1, state: 0.5 };
/** A client that comes back within so many seconds is sent the frames that it lacks. */
export const KEPT_S = 10;

export interface ChannelKind {
  readonly stream: Stream;
  /** The view that its readers have; undefined where they may know everything. */
  readonly view: number | undefined;
  /** Signs its frames; undefined where its readers do not hold the tail of the log. */
  readonly signer?: FrameSigner | undefined;
}

/** The channel of a client in this seat. @param hasRules whether the client has these rules */
export function channelKind({ game, config }: Layout, seat: number, hasRules: boolean): ChannelKind {
  // A client that may not know the whole world, or what its step draws, can't step it: it is sent how the world changes.
  const stream = hasRules && !hides(game) ? "rules" : "state";
  return { stream, view: game.view?.of(config, seat) };
}

/** A frame, and the tick that it leads to. */
interface Kept {
  readonly frame: Frame;
  readonly tick: number;
  readonly bytes: Uint8Array;
}

export class Channel {
  readonly stream: Stream;
  /** Undefined where its readers may know everything. */
  readonly #mask: Mask | undefined;
  readonly #writer: LogWriter;
  readonly #signer: FrameSigner | undefined;
  /** What has been coded and not been sent. */
  #frames: Uint8Array[] = [];
  /** The last frames, oldest first: all that came after tick `#from`. */
  readonly #kept: Kept[] = [];
  #from: number;
  /** How many ticks are kept. */
  readonly #most: number;
  /** The tick that all frames so far lead to. */
  tick: number;
  /** The last tick at which the channel is known to have had a reader. */
  followed: number;

  constructor({ stream, view, signer }: ChannelKind, world: WorldBase) {
    this.stream = stream;
    this.#signer = signer;
    const { tickRate } = world.layout;
    const heartbeat = Math.ceil(HEARTBEAT_S[stream] * tickRate);
    this.#most = KEPT_S * tickRate;
    this.#from = this.tick = this.followed = world.tick;
    this.#mask = view === undefined ? undefined : new Mask(world.layout, view);
    this.#writer = new LogWriter(this.#visible(world), { stream, heartbeat, hashEvery: HASH_EVERY });
  }

  #visible(world: WorldBase): WorldBase {
    return this.#mask?.of(world) ?? world;
  }

  /** Codes a tick. Call it for every one, or once for several quiet ones. @param passed how many have led to this world */
  write(world: WorldBase, passed = 1): void {
    this.#keep(this.#writer.write(this.#visible(world), passed));
  }

  /** Ends a silence, so that a newcomer can begin here. */
  settle(): void {
    this.#keep(this.#writer.settle());
  }

  #keep(frame: Frame | undefined): void {
    if (!frame) return;
    this.tick += frame.ticks;
    const bytes = this.#encode(frame, this.tick);
    this.#frames.push(bytes);
    this.#kept.push({ frame, tick: this.tick, bytes });
    while (this.#kept[0].tick <= this.tick - this.#most) this.#from = this.#kept.shift()?.tick ?? this.tick;
  }

  /** @param tick the one that the frame leads to */
  #encode(frame: Frame, tick: number): Uint8Array {
    return this.#signer ? this.#signer.encode(frame, tick) : encodeFrame(frame);
  }

  /** Whether its readers hold the tail of the log. */
  get isSigned(): boolean {
    return this.#signer !== undefined;
  }

  /** The frames since the last call, for the readers of the channel. */
  drain(): Uint8Array[] {
    return this.#frames.splice(0);
  }

  /**
   * What a client lacks that knows the world up to this tick; undefined where the channel does not keep all of it, or has not
   * come so far.
   */
  after(tick: number): Uint8Array[] | undefined {
    if (tick < this.#from || tick > this.tick) return undefined;
    return this.#kept
      .filter((kept) => kept.tick > tick)
      .map(({ frame, tick: end, bytes }) => {
        // A client that stands within a silence has lived through the first of its ticks.
        const ticks = Math.min(frame.ticks, end - tick);
        return ticks === frame.ticks ? bytes : this.#encode({ ...frame, ticks }, end);
      });
  }

  /** What a newcomer begins with. @param whole with the world's past, as a relay needs it on any stream */
  opening(world: WorldBase, whole = this.stream === "rules"): Uint8Array[] {
    return whole ? encodeOpening(world) : [encodeKeyframe(this.#visible(world))];
  }

  /** @param delay how far the world is behind the match, in seconds */
  welcome(layout: Layout, epochs: EpochHistoryData, delay: number, seat: number): Uint8Array {
    return encodeWelcome(layout, { seat, stream: this.stream, epochs, delay });
  }
}
