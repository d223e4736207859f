/** What the view sees of a match. The view reads; only `intend` and `leave` say something. */

import type { RosterEntry } from "#shared/protocol/index.ts";
import type { Cells, WorldBase } from "#shared/sim/index.ts";

/** Where the connection stands. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "live" }
  /** Lost, and trying again by itself. */
  | { readonly state: "reconnecting"; readonly attempt: number }
  /** Over for good; `code` is one of `CLOSE`. */
  | { readonly state: "closed"; readonly code: number; readonly reason: string };

/** The columns of one table as they are to be drawn: numbers with a fraction, a row as in the world. */
export type DrawnTable = Readonly<Record<string, Cells>>;

/** One drawn frame. */
export interface Drawn<W extends WorldBase = WorldBase> {
  /** The time that is shown, in ticks, with a fraction. */
  readonly tick: number;
  /** The world at that tick, rounded down: which rows live, and everything that is no movement. Read only. */
  readonly world: W;
  /** The worlds that came into sight since the last drawn frame, oldest first: play their events, once each. */
  readonly passed: readonly W[];
  /** Where rows of the tables with `show: "interpolate"` are between two ticks, by table and column. */
  readonly tables: Readonly<Record<string, DrawnTable>>;
}

export interface NetStats {
  /** Round trip in milliseconds, smoothed. */
  readonly rtt: number;
  readonly jitter: number;
  /** Bytes a second. */
  readonly down: number;
  readonly up: number;
}

export interface Session<W extends WorldBase = WorldBase> {
  readonly link: Link;
  /** Your seat, or -1 for a spectator. */
  readonly seat: number;
  readonly seats: readonly RosterEntry[];
  readonly spectators: number;
  readonly stats: NetStats;
  /** What to draw at `now` (milliseconds, as `performance.now`); undefined before the first keyframe. */
  frame(now: number): Drawn<W> | undefined;
  /** What the player wants to do from now on, by input column. Call it as often as you like. */
  intend(input: Readonly<Record<string, number>>): void;
  /** Leaves for good: the seat is free. */
  leave(): void;
  /** Called on any change of link, seat or roster. Answers how to stop that. */
  watch(changed: () => void): () => void;
}
