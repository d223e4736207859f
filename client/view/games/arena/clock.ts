/** What the round's clock says aloud. It is no event: whoever draws sees it change. */
import { PHASE } from "#shared/games/arena/tables.ts";
import { TICK_RATE } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";

/** Seconds before the end that are counted aloud. */
const LAST = 5;

export type Signal = "began" | "ended" | "second";

interface Reading {
  readonly phase: number;
  /** Whole seconds left that are counted aloud, 0 = none. */
  readonly left: number;
}

function read({ round: { phase, endsAt }, tick }: ArenaWorld): Reading {
  const left = Math.max(0, Math.ceil((endsAt - tick) / TICK_RATE));
  const counts = phase === PHASE.countdown || (phase === PHASE.live && left <= LAST);
  return { phase, left: counts ? left : 0 };
}

export class Clock {
  #last: Reading | undefined;

  /** What is to be heard since the last drawn world; nothing at the first. */
  read(world: ArenaWorld): Signal | undefined {
    const last = this.#last;
    const now = read(world);
    this.#last = now;
    if (last === undefined) return undefined;
    if (now.phase !== last.phase) {
      if (now.phase === PHASE.live) return "began";
      if (now.phase === PHASE.ended) return "ended";
    }
    return now.left > 0 && now.left !== last.left ? "second" : undefined;
  }
}
