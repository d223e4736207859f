/** A match as a crash leaves it: what is stored, and what its players have seen since. And a clock to resume it by. */
import type { Frame } from "#shared/log/index.ts";
import { decodeDown } from "#shared/protocol/index.ts";
import { HASH_EVERY } from "#worker/broadcast/stream.ts";
import type { SavedMatch } from "#worker/match/log/saved.ts";
import type { Match } from "#worker/match/match.ts";
import { MatchBench, RULES } from "./match.ts";

/** A clock that only `pass` moves. */
export class FakeTimer {
  #now = 0;
  readonly #set = new Map<object, { readonly at: number; readonly callback: () => void }>();

  now(): number {
    return this.#now;
  }

  set(callback: () => void, ms: number): object {
    const handle = {};
    this.#set.set(handle, { at: this.#now + ms, callback });
    return handle;
  }

  clear(handle: unknown): void {
    this.#set.delete(handle as object);
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#set].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      this.#set.delete(next[0]);
      this.#now = next[1].at;
      next[1].callback();
    }
    this.#now = end;
  }
}

/** How many ticks were played after the last page. */
export const LOST = 2 * HASH_EVERY;

export interface Crashed {
  readonly saved: SavedMatch;
  /** The last tick that is stored. */
  readonly stored: number;
  /** The signed frames since. */
  readonly frames: readonly Frame[];
  /** The hash of the world that they lead to. */
  readonly hash: number;
}

/** A match that has crashed with these players in it. */
export function crash(players: readonly string[], seed = 1): Crashed {
  const bench = new MatchBench({ seats: Math.max(2, players.length), autostart: 1 }, seed);
  const [first] = players.map((player) => bench.join(player, RULES));
  bench.settle();
  bench.run(50);
  bench.settle();
  const saved = structuredClone(bench.match.save());
  const stored = bench.match.tickNumber;
  const before = first.messages.length;
  for (let tick = 0; tick < LOST; tick++) {
    if (tick % 7 === 0) {
      const values = [tick % 14 === 0 ? 5 : -5, 0, 0, 0];
      bench.say(first, { type: "input", inputs: [{ tick: bench.match.tickNumber + 1, seen: 0, values }] });
    }
    bench.run(1);
  }
  const frames = first.messages.slice(before).flatMap((message): Frame[] => {
    if (message.type !== "frame") return [];
    const { type: _, ...frame } = message;
    return [frame];
  });
  const reached = stored + frames.reduce((sum, { ticks }) => sum + ticks, 0);
  if (reached !== bench.match.tickNumber) throw new Error("the stream is silent at the end");
  return { saved, stored, frames, hash: hashOf(bench.match) };
}

/** Of the world that a match would be saved with. */
export function hashOf(match: Pick<Match, "save">): number {
  const [page] = match.save().pages;
  const [keyframe] = decodeDown(page.images);
  if (keyframe.type !== "keyframe") throw new Error("an image is a keyframe");
  return keyframe.hash;
}
