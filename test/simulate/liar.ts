/** A client that wants the match to go on from something that never was: it spoils the tail of the log that it gives back. */
import { decodeTail, encodeTail, type Tail } from "#shared/protocol/index.ts";
import type { Clock } from "./clock.ts";

type Spoiler = (tail: Tail, clock: Clock) => Tail;

/** Another frame in the place of one of them. */
function changed({ tick, frames }: Tail, at: number, frame: Partial<Tail["frames"][number]>): Tail {
  return { tick, frames: frames.map((one, n) => (n === at ? { ...one, ...frame } : one)) };
}

const SPOILERS: readonly Spoiler[] = [
  // It withholds the end.
  ({ tick, frames }, clock) => ({ tick, frames: frames.slice(0, Math.trunc(clock.between(0, frames.length))) }),
  // In one frame nothing was done, or something else.
  (tail, clock) => changed(tail, Math.trunc(clock.between(0, tail.frames.length)), { delta: [] }),
  (tail, clock) => changed(tail, Math.trunc(clock.between(0, tail.frames.length)), { delta: [2, 4, 1, 14] }),
  (tail) => changed(tail, tail.frames.length - 1, { delta: [2, 2] }),
  // A frame lasted for longer.
  (tail, clock) => changed(tail, Math.trunc(clock.between(0, tail.frames.length)), { ticks: 9 }),
  // All happened earlier, or in another order; or one frame happened twice.
  ({ tick, frames }) => ({ tick: Math.max(0, tick - 1), frames }),
  ({ tick, frames }) => ({ tick, frames: [...frames].reverse() }),
  ({ tick, frames }) => ({ tick, frames: [...frames, ...frames.slice(-1)] }),
  // More happened.
  ({ tick, frames }, clock) => ({
    tick,
    frames: [
      ...frames,
      { stream: "rules", ticks: 1, hash: undefined, delta: [3, 2], tag: Math.trunc(clock.between(0, 1 << 21)) },
    ],
  }),
];

export class Liar {
  readonly #clock: Clock;
  /** What it was to give back last time: it may be of an epoch that is over. */
  #last: Uint8Array = new Uint8Array();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  spoil(bytes: Uint8Array): Uint8Array {
    const last = this.#last;
    this.#last = bytes;
    const kind = Math.trunc(this.#clock.between(0, SPOILERS.length + 2));
    if (kind === SPOILERS.length) return last.length > 0 ? last : bytes.slice(0, -1);
    if (kind > SPOILERS.length) return bytes.slice(0, Math.trunc(this.#clock.between(2, bytes.length)));
    const tail = decodeTail(bytes);
    return tail && tail.frames.length > 0 ? encodeTail(SPOILERS[kind](tail, this.#clock)) : bytes;
  }
}
