/** Who was there when. */
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

/** What a chapter tells, the last first. */
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
  /** That of the chapter that was asked for last. */
  #chapter: Segment | undefined;
  #told: readonly Told[] = [];

  constructor(replay: Replay) {
    this.#replay = replay;
  }

  /** Who was there at this tick, within the replay. Where nothing tells, those who were there at the end. */
  at(tick: number): readonly RosterEntry[] {
    const { segments, head } = this.#replay;
    const chapter = segments.findLast((one) => one.tick <= tick);
    if (chapter && chapter !== this.#chapter) {
      this.#told = toldIn(chapter);
      this.#chapter = chapter;
    }
    return this.#told.find((one) => one.tick <= tick)?.seats ?? head.seats;
  }
}
