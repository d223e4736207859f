/** Records a match as its object would store it: for tests and benchmarks of replays. */
import { keyframe, LogWriter, opening } from "#shared/log/index.ts";
import { encodeDown, join, type RosterEntry, schemaOf } from "#shared/protocol/index.ts";
import type { ReplayHead, StoredSegment } from "#shared/replay/index.ts";
import { SEAT, type WorldBase } from "#shared/sim/index.ts";

/** Ticks between two hashes. */
const HASH_EVERY = 32;

export interface Recording {
  readonly head: ReplayHead;
  readonly segments: readonly StoredSegment[];
}

/** The roster, with made-up names. */
function seatsOf({ seatTable }: WorldBase): RosterEntry[] {
  const [kinds] = seatTable.cells;
  const all = Array.from({ length: seatTable.capacity }, (_, seat) => ({
    seat,
    kind: kinds[seat],
    name: `Nr. ${seat}`,
  }));
  return all.filter(({ kind }) => kind !== SEAT.empty);
}

export class Recorder {
  readonly #world: WorldBase;
  readonly #chapterTicks: number;
  readonly #writer: LogWriter;
  readonly #first: number;
  readonly #segments: StoredSegment[] = [];
  #begun: { readonly tick: number; readonly opening: Uint8Array };
  #log: Uint8Array[] = [];
  #images: Uint8Array[] = [];
  #told = "";

  /** @param seconds of play in a segment */
  constructor(world: WorldBase, seconds = 30) {
    this.#world = world;
    this.#chapterTicks = seconds * world.layout.tickRate;
    this.#writer = new LogWriter(world, {
      stream: "rules",
      heartbeat: Number.POSITIVE_INFINITY,
      hashEvery: HASH_EVERY,
    });
    this.#first = world.tick;
    this.#begun = this.#begin();
  }

  #begin() {
    const { keyframe: first, frames } = opening(this.#world);
    const messages = [
      encodeDown({ type: "keyframe", ...first }),
      ...frames.map((frame) => encodeDown({ type: "frame", ...frame })),
    ];
    this.#tell();
    return { tick: this.#world.tick, opening: join(messages) };
  }

  #tell(): void {
    const seats = seatsOf(this.#world);
    const roster = JSON.stringify(seats);
    if (roster === this.#told) return;
    this.#told = roster;
    this.#log.push(encodeDown({ type: "roster", spectators: 0, seats }));
  }

  #end(): void {
    const frame = this.#writer.settle();
    if (frame) this.#log.push(encodeDown({ type: "frame", ...frame }));
    this.#segments.push({ ...this.#begun, log: join(this.#log), images: this.#images });
    this.#log = [];
    this.#images = [];
  }

  /** Call it after every tick, or once after several quiet ones. @param passed how many */
  tick(passed = 1): void {
    const world = this.#world;
    const frame = this.#writer.write(world, passed);
    if (frame) this.#log.push(encodeDown({ type: "frame", ...frame }));
    this.#tell();
    const since = world.tick - this.#first;
    if (since % world.layout.tickRate === 0) this.#images.push(encodeDown({ type: "keyframe", ...keyframe(world) }));
    if (since % this.#chapterTicks !== 0) return;
    this.#end();
    this.#begun = this.#begin();
  }

  /** Ends the recording, and answers all of it. */
  finish(): Recording {
    const world = this.#world;
    const { game, tickRate, config } = world.layout;
    if (world.tick > this.#begun.tick) {
      this.#images.push(encodeDown({ type: "keyframe", ...keyframe(world) }));
      this.#end();
    }
    const head: ReplayHead = {
      id: "TEST-0001",
      game: game.name,
      version: game.version,
      tickRate,
      settings: { ...config },
      schema: schemaOf(world.layout),
      at: "2026-01-01T00:00:00.000Z",
      first: this.#first,
      last: world.tick,
      hash: world.hash(),
      seats: seatsOf(world),
      result: [...(game.result?.(world) ?? [])],
      cut: false,
    };
    return { head, segments: this.#segments };
  }
}
