/** What the browser tests may look at: `window.scrim`. */
import type { Playhead } from "#client/session/recording/playhead.ts";
import type { Drawn, NetStats, Session } from "#client/session/types.ts";
import type { Status } from "#shared/sim/index.ts";
import type { GameView, Point } from "./games/game-view.ts";
import type { MatchStage } from "./stage/match-stage.ts";

export interface Probe {
  readonly fps: number;
  /** The tick at which others are shown, rounded down. */
  readonly tick: number;
  /** The tick at which the player's own body is shown, with a fraction. */
  readonly ownTick: number;
  readonly status: Status | undefined;
  /** -1 for a spectator. */
  readonly seat: number;
  readonly drawnPlayers: number;
  /** When the first frame of a match was drawn, as `performance.now`. */
  readonly firstFrameAt: number | undefined;
  readonly stats: NetStats;
  /** Which moment a spectator looks at: how, and the tick. */
  readonly watching: { readonly state: Playhead["state"]; readonly position: number } | undefined;
  /** The seat that is followed: -1 = none. */
  readonly eye: number;
  /** Where on the screen a place of the world is drawn, in CSS pixels from the picture's corner. */
  toScreen(place: Point): Point | undefined;
  /** Where this seat looks, in radians, in the newest world that was drawn. */
  gaze(seat: number): number | undefined;
  /** The seat through whose eyes something is shown again; undefined while nothing is. */
  readonly again: number | undefined;
  /** How many markers there are at the edge of the picture. */
  readonly edgeMarks: number;
  /** Where this seat's body is drawn, in pixels of the world. */
  place(seat: number): Point | undefined;
  /** Where this seat's body is in the newest world of the server. */
  known(seat: number): Point | undefined;
  /** A column of a table in the newest world of the server: all that this page has of it. */
  cells(table: string, column: string): readonly number[] | undefined;
}

declare global {
  interface Window {
    scrim?: Probe;
  }
}

export interface Sources {
  readonly stage: MatchStage;
  readonly session: Session;
  readonly view: GameView;
  /** What was drawn last. */
  drawn(): Drawn | undefined;
  firstFrameAt(): number | undefined;
  eye(): number;
  again(): number | undefined;
}

/** What there is to look at, for the development panel; undefined while no match is shown. */
export let sources: Sources | undefined;

export function expose(shown: Sources): void {
  sources = shown;
  const { stage, session, view, drawn, firstFrameAt, eye, again } = shown;
  window.scrim = {
    get fps() {
      return stage.fps;
    },
    get tick() {
      return drawn()?.world.tick ?? 0;
    },
    get ownTick() {
      return drawn()?.ownTick ?? 0;
    },
    get status() {
      const { world } = drawn() ?? {};
      return world?.layout.game.status(world);
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
    get stats() {
      return session.stats;
    },
    get watching() {
      const { playhead } = session;
      return playhead && { state: playhead.state, position: playhead.position };
    },
    get eye() {
      return eye();
    },
    toScreen: (place) => stage.toScreen(place),
    gaze(seat) {
      const { world } = drawn() ?? {};
      return world && view.gaze(world, seat);
    },
    get again() {
      return again();
    },
    get edgeMarks() {
      return stage.edgeMarks;
    },
    place: (seat) => stage.place(seat),
    known(seat) {
      const { known } = drawn() ?? {};
      return known && view.body?.(known, seat);
    },
    cells(table, column) {
      const found = drawn()?.known.views.find(({ placed }) => placed.name === table);
      const at = found?.placed.index.get(column);
      return at === undefined ? undefined : Array.from(found?.cells[at] ?? []);
    },
  };
}

export function unexpose(): void {
  sources = undefined;
  delete window.scrim;
}
