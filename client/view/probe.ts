/** What the browser tests may look at: `window.scrim`. */
import type { Status } from "#shared/sim/index.ts";

export interface Probe {
  readonly fps: number;
  readonly tick: number;
  readonly status: Status | undefined;
  /** -1 for a spectator. */
  readonly seat: number;
  readonly drawnPlayers: number;
  /** When the first frame of a match was drawn, as `performance.now`. */
  readonly firstFrameAt: number | undefined;
}

declare global {
  interface Window {
    scrim?: Probe;
  }
}
