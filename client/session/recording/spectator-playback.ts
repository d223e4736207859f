/** What a live spectator sees: the now, or what they have gone back to. A player needs none of it, so only spectators load it. */
import type { RosterEntry } from "#shared/protocol/index.ts";
import type { ClientSimulation } from "../client-simulation.ts";
import type { Drawn } from "../types.ts";
import type { Footage } from "./footage.ts";
import { FootageRenderer } from "./footage-renderer.ts";
import { Playhead } from "./playhead.ts";
import { Recording } from "./recording.ts";

export class SpectatorPlayback {
  readonly playhead: Playhead;
  readonly footage: Footage;
  readonly #footageRenderer: FootageRenderer;
  readonly #changed: () => void;
  #jumps = 0;
  #seats: readonly RosterEntry[] | undefined;

  /**
   * @param delay how far behind the match its now is, in seconds
   * @param changed called when the roster changes for a spectator who looks back
   */
  constructor(recording: Recording, delay: number, changed: () => void) {
    this.footage = recording.footage();
    this.playhead = new Playhead({ tickRate: recording.layout.tickRate, live: true, delay, range: this.footage });
    this.#footageRenderer = new FootageRenderer(this.footage);
    this.#changed = changed;
  }

  /** The roster at the moment that is looked at; undefined where that is now. */
  get seats(): readonly RosterEntry[] | undefined {
    return this.#seats;
  }

  /** @param live the picture of now */
  frame(live: Drawn | undefined, now: number): Drawn | undefined {
    const { playhead, footage } = this;
    const { first, last } = footage;
    if (live === undefined || first < 0) return live;
    // What is shown of now may be a guess: only what is known can be looked back at.
    playhead.run(now, { first, last: Math.min(last, Math.max(first, live.tick)) });
    const jumped = playhead.jumps !== this.#jumps;
    this.#jumps = playhead.jumps;
    if (playhead.state === "live") {
      this.#footageRenderer.rest();
      this.#meet(undefined);
      return jumped ? { ...live, jumped } : live;
    }
    this.#meet(footage.roster(Math.floor(playhead.position)));
    return this.#footageRenderer.frame(playhead, jumped, now);
  }

  #meet(seats: readonly RosterEntry[] | undefined): void {
    if (seats === this.#seats) return;
    this.#seats = seats;
    this.#changed();
  }
}

/**
 * Records the match from here on, for a spectator to look back at.
 * @param seats the roster of now
 * @param delay how far behind the match its now is, in seconds
 * @param changed called when the roster changes for a spectator who looks back
 */
export function lookBack(
  simulation: ClientSimulation,
  seats: readonly RosterEntry[],
  delay: number,
  changed: () => void,
): SpectatorPlayback {
  const recording = new Recording(simulation.newest.layout);
  simulation.record(recording);
  recording.tell(seats);
  return new SpectatorPlayback(recording, delay, changed);
}

export type LookBack = typeof lookBack;
