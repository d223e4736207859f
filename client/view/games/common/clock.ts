/** The round's clock: what is left, and what it says aloud. It is no event: the drawn world shows it change. */
import type { WorldBase } from "#shared/sim/world.ts";
import type { SoundBank } from "../../sound/bank.ts";
import type { SoundPlayer } from "../../sound/sounds.ts";

/** Whole seconds until a tick, at least 0, as the game's own rate counts them. */
export const secondsTo = ({ tick, layout }: WorldBase, to: number, from = tick): number =>
  Math.max(0, Math.ceil((to - from) / layout.game.tickRate));

/** What a game's bank of sounds must hold for its clock. */
export const clockSounds = {
  beep: [0.8, 0, 440, 0, 0.06, 0.08, 0, 1.5],
  go: [1, 0, 880, 0, 0.14, 0.2, 0, 1.5],
  end: [1, 0, 330, 0.02, 0.25, 0.5, 1, 1.5, 0, 0, 165, 0.12, 0.24],
} satisfies SoundBank;

/** Seconds before the end that are counted aloud. */
export const LAST = 5;

export interface Reading {
  /** `live` begins and `ended` ends with a sound of its own. */
  readonly course: "live" | "ended" | "other";
  /** Whole seconds left that are counted aloud; 0 = none. */
  readonly left: number;
}

export class Clock {
  readonly #sounds: SoundPlayer;
  #last: Reading | undefined;

  constructor(sounds: SoundPlayer) {
    this.#sounds = sounds;
  }

  /** What comes next does not follow from what came before: nothing is said of that change. */
  forget(): void {
    this.#last = undefined;
  }

  /** Says what has changed since the last drawn world; nothing at the first. Answers what it has said. */
  tell(now: Reading): keyof typeof clockSounds | undefined {
    const said = signal(this.#last ?? now, now);
    this.#last = now;
    if (said !== undefined) this.#sounds.play(said);
    return said;
  }
}

function signal(last: Reading, now: Reading): keyof typeof clockSounds | undefined {
  if (now.course !== last.course && now.course !== "other") return now.course === "live" ? "go" : "end";
  return now.left > 0 && now.left !== last.left ? "beep" : undefined;
}
