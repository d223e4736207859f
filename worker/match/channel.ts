/** All sockets that are sent the same: one stream of one view, coded once. */
import { type Frame, keyframe, LogWriter, opening, type Stream } from "#shared/log/index.ts";
import { encodeDown, schemaOf } from "#shared/protocol/index.ts";
import { emptyWorld, type Layout, type WorldBase } from "#shared/sim/index.ts";

/**
 * Silence lasts at most this long, in seconds. On the rules stream things happen in a silence too, and are told only
 * when they are known.
 */
const HEARTBEAT_S: Readonly<Record<Stream, number>> = { rules: 0.1, state: 0.5 };
/** A hash this often, in ticks. */
const HASH_EVERY = 32;

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

export class Channel {
  readonly #kind: ChannelKind;
  readonly #writer: LogWriter;
  /** The world as this view has it, where it is not the whole. */
  readonly #masked: WorldBase | undefined;
  /** What has been coded and not been sent. */
  #frames: Uint8Array[] = [];

  constructor(kind: ChannelKind, world: WorldBase) {
    this.#kind = kind;
    const heartbeat = Math.ceil(HEARTBEAT_S[kind.stream] * world.layout.tickRate);
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
    if (frame) this.#frames.push(encodeDown({ type: "frame", ...frame }));
  }

  /** The frames since the last call, for those who follow. */
  take(): Uint8Array[] {
    return this.#frames.splice(0);
  }

  /** What somebody begins with. */
  opening(world: WorldBase): Uint8Array[] {
    if (this.#kind.stream === "state") return [encodeDown({ type: "keyframe", ...keyframe(this.#visible(world)) })];
    const { keyframe: first, frames } = opening(world);
    return [
      encodeDown({ type: "keyframe", ...first }),
      ...frames.map((frame) => encodeDown({ type: "frame", ...frame })),
    ];
  }

  welcome(layout: Layout, seat: number): Uint8Array {
    const { game, config, tickRate } = layout;
    return encodeDown({
      type: "welcome",
      seat,
      game: game.name,
      gameVersion: game.version,
      tickRate,
      settings: config,
      schema: schemaOf(layout),
      stream: this.#kind.stream,
    });
  }
}
