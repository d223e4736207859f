/** What the view sees of a match. The view reads; only `setInput`, `command`, `leave` and `close` say something. */

import type { Again, Ending, HostAct, HostNews, RosterEntry } from "#shared/protocol/index.ts";
import type { Cells, Command, WorldBase } from "#shared/sim/index.ts";
import type { TellOutcome } from "./predict/command-log.ts";
import type { Footage } from "./recording/footage.ts";
import type { Playhead } from "./recording/playhead.ts";

/** Where the connection stands. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "live" }
  /** Lost, and trying again by itself. */
  | {
      readonly state: "reconnecting";
      /** From 1 on. */
      readonly attempt: number;
      /** The cause. */
      readonly cause: Again;
      /** Whether the seat is held for the player until then. */
      readonly held: boolean;
      /** How long it waits before this try, in milliseconds. */
      readonly wait: number;
    }
  /** Over for good; the reason is the server's, for people. */
  | { readonly state: "closed"; readonly ending: Ending; readonly reason: string };

/** The columns of one table as they are to be drawn: numbers with a fraction, a row as in the world. */
export type DrawnTable = Readonly<Record<string, Cells>>;

/** A row of an events table that is to be seen and heard now, or the command of a seat. */
export interface GameEvent {
  /** A command's is "commands": its values are `seat`, `command` (its number), and its arguments `a`, `b` and `c`. */
  readonly table: string;
  /** When it happened. */
  readonly tick: number;
  /** By column. */
  readonly values: Readonly<Record<string, number>>;
}

/** One drawn frame. It is valid until the next. */
export interface Drawn<W extends WorldBase = WorldBase> {
  /** The time at which others are shown, in ticks, with a fraction. */
  readonly tick: number;
  /**
   * The time at which the player's own rows and what is predicted are shown, in ticks, with a fraction; a spectator's
   * is `tick`.
   */
  readonly ownTick: number;
  /**
   * The world that is shown, at `tick` rounded down; the player's own rows and the predicted tables at `ownTick` rounded
   * down, and the player's own inputs as they are this moment. Read only.
   */
  readonly world: W;
  /** Where the rows of tables with `show: "interpolate"` or `"predict"` are, by table and column. */
  readonly tables: Readonly<Record<string, DrawnTable>>;
  /** What happened since the last drawn frame, oldest first: each is told once. */
  readonly events: readonly GameEvent[];
  /** Events of before that were predicted and turned out false: their effects should fade. */
  readonly revoked: readonly GameEvent[];
  /** The newest world of the server. */
  readonly known: W;
  /** Everything as it is predicted to be by now; a spectator's is `known`. */
  readonly predicted: W;
  /** It does not follow from what was drawn before: a spectator who looks back has jumped. */
  readonly jumped?: boolean;
}

/** What the net graph shows. Times in milliseconds. */
export interface NetStats {
  /** Round trip, smoothed. */
  readonly rtt: number;
  /** Mean deviation of the frames' arrivals. */
  readonly jitter: number;
  /** How far this client runs ahead of the newest frame that could be here. */
  readonly ahead: number;
  /** By how much the last inputs were early, as the server says; negative = late. Undefined before it has said it. */
  readonly slack: number | undefined;
  /** How far behind the newest frame that could be here others are shown. */
  readonly delay: number;
  /** How often the player's own movement had to be corrected in the last ten seconds. */
  readonly corrections: number;
  /** The greatest of them, in units of the game's columns. */
  readonly correction: number;
  /** Bytes a second. */
  readonly down: number;
  readonly up: number;
  /** Messages up a second. */
  readonly messages: number;
  /** Milliseconds between the last frames that arrived, oldest first. */
  readonly gaps: readonly number[];
}

/** A line for all who play and watch. */
export interface MatchNotice {
  /** One of `NOTICE`. */
  readonly kind: number;
  readonly text: string;
  /** When it came, by the session's clock. */
  readonly at: number;
}

export interface Session<W extends WorldBase = WorldBase> {
  readonly link: Link;
  /** Your seat, or -1 for a spectator. */
  readonly seat: number;
  /** The roster; for a spectator who looks back, that of then. */
  readonly seats: readonly RosterEntry[];
  readonly spectators: number;
  /** Of a private match: who is host, and what is set beside the settings; undefined for spectators. */
  readonly host?: HostNews | undefined;
  /** Why the host's last wish was not done, one of `REFUSED`; undefined where it was, or none is known of. */
  readonly hostRefusal?: number | undefined;
  /** The last notices, the oldest first; undefined where there is no link. */
  readonly notices?: readonly MatchNotice[];
  readonly stats: NetStats;
  /** Which moment a spectator looks at; undefined for players, where nothing is recorded, and before the first picture. */
  readonly playhead?: Playhead | undefined;
  /** What a spectator can look at; there if and only if `playhead` is. */
  readonly footage?: Footage | undefined;
  /**
   * The server's world at this tick, where it is among those of the last two seconds that a client keeps. Read only; it holds
   * until the next frame.
   */
  past?(tick: number): WorldBase | undefined;
  /** What to draw at `now` (milliseconds, as `performance.now`); undefined before the first keyframe. */
  frame(now: number): Drawn<W> | undefined;
  /** What the player wants to do from now on, by input column. Call it as often as you like. */
  setInput(input: Readonly<Record<string, number>>): void;
  /**
   * The player says something once: a command of the game's, or of the runtime's own.
   * @param told is called once: it has counted, it was lost, or a `COMMAND_REFUSED` and the words of the game
   * @returns false where there is no such command, or it cannot be given now; undefined where no player plays
   */
  command?(command: Command, told?: TellOutcome): boolean;
  /** Tries now what waits for its next try; undefined where there is no link. */
  hurry?(): void;
  /** Asks for what only the host of a private match may. */
  askAsHost?(act: HostAct): void;
  /** Leaves for good: the seat is free. */
  leave(): void;
  /** Goes without a word: the seat is kept for as long as for a lost link. */
  close(): void;
  /** Called on any change of link, seat or roster. Answers how to stop that. */
  watch(changed: () => void): () => void;
}
