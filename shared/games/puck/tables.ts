/**
 * The state, as the rules write it and a client draws it. Every client predicts all that moves: each paddle can
 * change the course of the puck, so no part of the picture can wait for the server.
 *
 * Positions are in 1/256 pixel, velocities in 1/256 pixel a tick; every `…At` and `until` is a tick.
 */
import { discrete, events, fixed, i16, i32, lobbyColumns, rows, single, skillColumns, u8 } from "#shared/sim/index.ts";
import type { PuckConfig } from "./settings.ts";
import { SUB } from "./tuning.ts";

export const PHASE = {
  /** Warm-up: everything works, nothing counts. `until`: when quick play begins; 0 = no player is there yet. */
  waiting: 0,
  /** All paddles stand at home and cannot move. `until`: when the puck is free. */
  faceOff: 1,
  /** `until`: the time limit. */
  live: 2,
  /** The puck is in the net. `until`: the next face-off, or the end. */
  goal: 3,
  /** There is a result. Players skate about, and vote for a rematch. `until`: 0. */
  ended: 4,
} as const;

/** The other side of a `knock`. */
export const AGAINST = { wall: 0, post: 1, paddle: 2, check: 3 } as const;

/** In place of a seat or a team. */
export const NONE = 255;

/** A greater change in a tick is a teleport. */
const JUMP = { snap: 60 * SUB };

export const tables = ({ seats }: PuckConfig) => ({
  /** One row: the course of the match. */
  round: single(
    {
      /** One of `PHASE`. */
      phase: discrete(),
      /** 1 = the time limit has passed in a tie: the next goal wins. */
      golden: discrete(),
      /** See `PHASE`. */
      until: discrete("u32"),
      /** Ticks of play that are left; while the clock runs, as at the last face-off. */
      left: discrete("u32"),
      /** The team that scored last; NONE = none yet. */
      scored: discrete(),
      /** In `ended`: the team that has won; NONE = a draw. */
      winner: discrete(),
      /** Drawn once, so that the bots of each match err differently. */
      whim: discrete("u16"),
      ...skillColumns,
    },
    { show: "predict" },
  ),

  /** A row a team: 0 defends the left goal, 1 the right one. */
  teams: fixed({ score: u8() }, { capacity: 2 }),

  /** A row a seat, all 0 while it is empty. */
  scores: fixed(
    {
      goals: u8(),
      /** Touches that kept the puck out of one's own goal. */
      saves: u8(),
      ...lobbyColumns,
      /** While the seat has no paddle: the tick in which it gets one. */
      enterAt: discrete("u32"),
    },
    { capacity: seats },
  ),

  /** Row = seat. Radius: 26 pixels. */
  paddles: rows(
    {
      x: i32({ rate: "vx", ...JUMP }),
      y: i32({ rate: "vy", ...JUMP }),
      vx: i16(),
      vy: i16(),
      /** When it can dash next. */
      dashAt: discrete("u32"),
    },
    { capacity: seats, show: "predict", perSeat: true },
  ),

  /** One row. Radius: 15 pixels. */
  puck: single(
    {
      x: i32({ rate: "vx", ...JUMP }),
      y: i32({ rate: "vy", ...JUMP }),
      vx: i16(),
      vy: i16(),
      /** The seat that touched it last; NONE since the face-off. */
      by: discrete(),
      /** The last toucher of each team: a goal counts for this seat. */
      by0: discrete(),
      by1: discrete(),
      /** Since when it has been still; 0 = it moves. */
      stillAt: discrete("u32"),
    },
    { show: "predict" },
  ),

  /** A collision. `by`: the seat that touched the puck last, or whose paddle it was. Place in pixels. */
  knocks: events(
    {
      by: discrete(),
      /** One of `AGAINST`. */
      against: discrete(),
      x: i16(),
      y: i16(),
      /** Pixels a tick, at most 40. */
      strength: u8(),
    },
    { capacity: 6, show: "predict" },
  ),

  /** The puck is in the net. Not predicted: every client shows it once it is sure, for a goal must not be taken back. */
  goals: events(
    {
      /** The team that has scored. */
      team: discrete(),
      /** The seat that scored; NONE = no seat of that team has touched the puck: an own goal. */
      seat: discrete(),
    },
    { capacity: 1 },
  ),
});
