/** What a live spectator sees: the now, or what they have gone back to. */
import type { RosterEntry } from "#shared/protocol/index.ts";
import type { Drawn } from "../types.ts";
import type { Footage } from "./footage.ts";
import { Screening } from "./footage-renderer.ts";
import { Transport } from "./playhead.ts";
import type { Tape } from "./recording.ts";

export class Watching {
  readonly transport: Transport;
  readonly footage: Footage;
  readonly #screening: Screening;
  readonly #changed: () => void;
  #jumps = 0;
  #seats: readonly RosterEntry[] | undefined;

  /**
   * @param delay how far behind the match its now is, in seconds
   * @param changed called when who was there changes, for somebody who looks back
   */
  constructor(tape: Tape, delay: number, changed: () => void) {
    this.footage = tape.footage();
    this.transport = new Transport({ tickRate: tape.layout.tickRate, live: true, delay, range: this.footage });
    this.#screening = new Screening(this.footage);
    this.#changed = changed;
  }

  /** Who was there at the moment that is looked at; undefined where that is now. */
  get seats(): readonly RosterEntry[] | undefined {
    return this.#seats;
  }

  /** @param live the picture of now */
  frame(live: Drawn | undefined, now: number): Drawn | undefined {
    const { transport, footage } = this;
    const { first, last } = footage;
    if (live === undefined || first < 0) return live;
    // What is shown of now may be a guess: only what is known can be looked back at.
    transport.run(now, { first, last: Math.min(last, Math.max(first, live.tick)) });
    const jumped = transport.jumps !== this.#jumps;
    this.#jumps = transport.jumps;
    if (transport.state === "live") {
      this.#screening.rest();
      this.#meet(undefined);
      return jumped ? { ...live, jumped } : live;
    }
    this.#meet(footage.roster(Math.floor(transport.position)));
    return this.#screening.frame(transport, jumped, now);
  }

  #meet(seats: readonly RosterEntry[] | undefined): void {
    if (seats === this.#seats) return;
    this.#seats = seats;
    this.#changed();
  }
}
