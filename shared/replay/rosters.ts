/** The rosters of a replay, by tick. */
import type { RosterEntry } from "#shared/protocol/index.ts";
import { DOWN } from "#shared/protocol/index.ts";
import { messagesIn } from "./messages.ts";
import type { Replay } from "./read.ts";
import { type Segment, seatsOf } from "./segment.ts";

interface Told {
  /** From this tick on. */
  readonly tick: number;
  readonly seats: readonly RosterEntry[];
}

/** The rosters of a segment, the last first. */
function toldIn({ tick, log, roster }: Segment): Told[] {
  const told: Told[] = roster ? [{ tick, seats: seatsOf(roster) }] : [];
  for (const { type, ticks, start, end } of messagesIn(log)) {
    if (type === DOWN.roster) told.push({ tick, seats: seatsOf(log.subarray(start, end)) });
    else tick += ticks;
  }
  return told.reverse();
}

export class Rosters {
  readonly #replay: Replay;
  /** Those of the segment of the last call. */
  #segment: Segment | undefined;
  #told: readonly Told[] = [];

  constructor(replay: Replay) {
    this.#replay = replay;
  }

  /** The roster at a tick within the replay. Where the replay holds none, the roster at the end. */
  at(tick: number): readonly RosterEntry[] {
    const { segments, head } = this.#replay;
    const segment = segments.findLast((one) => one.tick <= tick);
    if (segment && segment !== this.#segment) {
      this.#told = toldIn(segment);
      this.#segment = segment;
    }
    return this.#told.find((one) => one.tick <= tick)?.seats ?? head.seats;
  }
}
