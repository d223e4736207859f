/** All sockets that are sent the same: one stream of one view, coded once. */
import { type Frame, keyframe, LogWriter, opening, type Stream } from "#shared/log/index.ts";
import { encodeDown, schemaOf } from "#shared/protocol/index.ts";
import { emptyWorld, type Layout, type WorldBase } from "#shared/sim/index.ts";
import type { EpochHistoryData } from "./epoch-history.ts";

/**
 * Silence lasts at most this long, in seconds. On the rules stream things happen in a silence too, and are told only
 * when they are known.
 */
const HEARTBEAT_S: Readonly<Record<Stream, number>> = { rules: 0.1, state: 0.5 };
/** A hash this often, in ticks. */
const HASH_EVERY = 32;
/** Who comes back within so many seconds is sent the frames that they lack. */
export const KEPT_S = 10;

export interface ChannelKind {
  readonly stream: Stream;
  /** What may be known; undefined where that is everything. */
  readonly view: number | undefined;
}

/** What a client gets that has these rules and sits in this seat. */
export function channelKind({ game, config }: Layout, seat: number, hasRules: boolean): ChannelKind {
  // Who may not know the whole world can't step it: what they are sent is how it changes.
  if (game.view) return { stream: "state", view: game.view.of(config, seat) };
  return { stream: hasRules ? "rules" : "state", view: undefined };
}

/** A frame, and the tick that it leads to. */
interface Kept {
  readonly frame: Frame;
  readonly tick: number;
  readonly bytes: Uint8Array;
}

export class Channel {
  readonly #kind: ChannelKind;
  readonly #writer: LogWriter;
  /** The world as this view has it, where it is not the whole. */
  readonly #masked: WorldBase | undefined;
  /** What has been coded and not been sent. */
  #frames: Uint8Array[] = [];
  /** The last frames, oldest first: all that came after tick `#from`. */
  readonly #kept: Kept[] = [];
  #from: number;
  /** How many ticks are kept. */
  readonly #most: number;
  /** The tick that all frames so far lead to. */
  tick: number;
  /** The tick at which it was last seen that somebody follows. */
  followed: number;

  constructor(kind: ChannelKind, world: WorldBase) {
    this.#kind = kind;
    const { tickRate } = world.layout;
    const heartbeat = Math.ceil(HEARTBEAT_S[kind.stream] * tickRate);
    this.#most = KEPT_S * tickRate;
    this.#from = this.tick = this.followed = world.tick;
    this.#masked = kind.view === undefined ? undefined : emptyWorld(world.layout);
    this.#writer = new LogWriter(this.#visible(world), { stream: kind.stream, heartbeat, hashEvery: HASH_EVERY });
  }

  #visible(world: WorldBase): WorldBase {
    const { game } = world.layout;
    const masked = this.#masked?.copyFrom(world);
    if (masked === undefined || this.#kind.view === undefined) return world;
    masked.seed(0);
    game.view?.hide(masked, this.#kind.view);
    return masked;
  }

  /** Codes a tick. Call it for every one. */
  write(world: WorldBase): void {
    this.#keep(this.#writer.write(this.#visible(world)));
  }

  /** Ends a silence, so that somebody can begin here. */
  settle(): void {
    this.#keep(this.#writer.settle());
  }

  #keep(frame: Frame | undefined): void {
    if (!frame) return;
    const bytes = encodeDown({ type: "frame", ...frame });
    this.#frames.push(bytes);
    this.tick += frame.ticks;
    this.#kept.push({ frame, tick: this.tick, bytes });
    while (this.#kept[0].tick <= this.tick - this.#most) this.#from = this.#kept.shift()?.tick ?? this.tick;
  }

  /** The frames since the last call, for those who follow. */
  drain(): Uint8Array[] {
    return this.#frames.splice(0);
  }

  /** What somebody lacks who knows the world up to this tick; undefined where not all of it is kept, or it is yet to come. */
  after(tick: number): Uint8Array[] | undefined {
    if (tick < this.#from || tick > this.tick) return undefined;
    return this.#kept
      .filter((kept) => kept.tick > tick)
      .map(({ frame, tick: end, bytes }) => {
        // Who stands within a silence has lived through the first of its ticks.
        const ticks = Math.min(frame.ticks, end - tick);
        return ticks === frame.ticks ? bytes : encodeDown({ type: "frame", ...frame, ticks });
      });
  }

  /** What somebody begins with. @param whole with the world's past, as a relay needs it on any stream */
  opening(world: WorldBase, whole = this.#kind.stream === "rules"): Uint8Array[] {
    if (!whole) return [encodeDown({ type: "keyframe", ...keyframe(this.#visible(world)) })];
    const { keyframe: first, frames } = opening(world);
    return [
      encodeDown({ type: "keyframe", ...first }),
      ...frames.map((frame) => encodeDown({ type: "frame", ...frame })),
    ];
  }

  /** @param delay how far the world is behind the match, in seconds */
  welcome(layout: Layout, { generation, forked }: EpochHistoryData, delay: number, seat: number): Uint8Array {
    const { game, config, tickRate } = layout;
    const welcome = {
      type: "welcome",
      seat,
      game: game.name,
      gameVersion: game.version,
      tickRate,
      settings: config,
      schema: schemaOf(layout),
      stream: this.#kind.stream,
      generation,
      forked,
      delay,
    } as const;
    return encodeDown(welcome);
  }
}
