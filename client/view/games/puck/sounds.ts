/** The game's sounds, as zzfx makes them. */
import type { SoundBank } from "../../sound/bank.ts";
import { clockSounds } from "../common/clock.ts";

export const sounds = {
  wall: [0.9, 0.05, 180, 0, 0.01, 0.06, 1, 1.7, -4, 0, 0, 0, 0, 0.4],
  post: [0.9, 0.02, 1180, 0, 0.03, 0.3, 0, 1.3, 0, 0, 0, 0, 0, 0, 0, 0, 0.04],
  paddle: [1.1, 0.04, 330, 0, 0.01, 0.08, 1, 2.2, -6, 0, 0, 0, 0, 0.3],
  check: [0.9, 0.08, 95, 0, 0.02, 0.12, 4, 1.4, -1, 0, 0, 0, 0, 0.8],
  dash: [0.6, 0.05, 240, 0.01, 0.03, 0.12, 4, 0.6, 12, 0, 0, 0, 0, 0.4],
  goal: [1.4, 0, 220, 0.02, 0.45, 0.5, 2, 0.6, 0, 0, 110, 0.12, 0, 0.1, 0, 0, 0.05, 0.8],
  conceded: [1.2, 0, 196, 0.02, 0.3, 0.55, 1, 1.1, -1.6, 0, -55, 0.16, 0, 0.1, 0, 0, 0.04, 0.7],
  ...clockSounds,
} satisfies SoundBank;

export type SoundName = keyof typeof sounds;
