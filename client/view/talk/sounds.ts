/** The sounds of emotes and pings, for every game. */
import type { SoundBank } from "../sound/bank.ts";

export const talkSounds = {
  emote: [0.5, 0.02, 660, 0.01, 0.03, 0.09, 0, 1.5, 0, 0, 220, 0.04],
  ping: [0.9, 0, 988, 0.01, 0.05, 0.25, 0, 1.5, 0, 0, 330, 0.08],
} as const satisfies SoundBank;
