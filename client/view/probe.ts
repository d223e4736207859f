/** What the browser tests may look at: `window.scrim`. */
import type { Session } from "#client/session/types.ts";
import type { Status, WorldBase } from "#shared/sim/index.ts";
import type { MatchStage } from "./stage/stage.ts";

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

export interface Sources {
  readonly stage: MatchStage;
  readonly session: Session;
  world(): WorldBase | undefined;
  firstFrameAt(): number | undefined;
}

export function expose({ stage, session, world, firstFrameAt }: Sources): void {
  window.scrim = {
    get fps() {
      return stage.fps;
    },
    get tick() {
      return world()?.tick ?? 0;
    },
    get status() {
      const one = world();
      return one?.layout.game.status(one);
    },
    get seat() {
      return session.seat;
    },
    get drawnPlayers() {
      return stage.drawnPlayers;
    },
    get firstFrameAt() {
      return firstFrameAt();
    },
  };
}

export function unexpose(): void {
  delete window.scrim;
}
