/**
 * The arena's state, as the rules write it and a client draws it.
 *
 * Positions are in 1/16 pixel, velocities in 1/16 pixel a tick (30 ticks a second), and every `…At` and
 * `…Until` is a tick, to be compared with `world.tick`: nothing counts down, so nothing is sent while
 * time goes by. What a client can see for itself is no event: a shot's birth is a muzzle flash (its
 * owner's), a shot that is gone is a spark where it was going (`meetsWalls` says where), a body's new life is a respawn, a new
 * `dashReadyAt` is a dash. Where a player aims stands in `world.seats.aim`.
 */
import { events, fixed, i16, i32, rows, single, tag, u8 } from "#shared/sim/index.ts";
import { pickupPlaces } from "./map/places.ts";
import { mapSize } from "./map/size.ts";
import type { ArenaConfig } from "./settings.ts";

export const PHASE = {
  /** Warm-up: everything works, nothing counts. `endsAt`: when quick play begins; 0 = nobody knows. */
  waiting: 0,
  /** Everybody stands at a spawn point and cannot move. `endsAt`: when play begins. */
  countdown: 1,
  /** `endsAt`: the time limit. */
  live: 2,
  /** There is a result. People run about unarmed, and vote for a rematch. `endsAt`: 0. */
  ended: 3,
} as const;

/** In place of a seat or a team. */
export const NOBODY = 65535;

export const tables = ({ seats, ...config }: ArenaConfig) => ({
  /** One row: the course of the match. */
  round: single({
    /** One of `PHASE`. */
    phase: tag(),
    /** 1 = the time limit has passed in a tie: the first lead wins. */
    overtime: tag(),
    /** See `PHASE`. */
    endsAt: tag("u32"),
    /** In `ended`: the seat (free-for-all) or team that has won; NOBODY = a draw. */
    winner: tag("u16"),
  }),

  /** A row a team; 0 in free-for-all. Points stay with the team when the one who made them leaves. */
  teams: fixed({ score: i16() }, { capacity: 2 }),

  /** A row a seat, all 0 while nobody sits there. */
  scores: fixed(
    {
      /** 0 or 1; always 0 in free-for-all. */
      team: tag(),
      kills: i16(),
      deaths: i16(),
      /** A kill is 1, a suicide -1. */
      score: i16(),
      /** 1 = ready to begin (`waiting`), or for a rematch (`ended`). A bot needs not say so. */
      ready: tag(),
      /** 1 = READY was down at the last tick: a press counts once. */
      pressed: tag(),
      /** While the seat has no body: when it gets one. */
      respawnAt: tag("u32"),
    },
    { capacity: seats },
  ),

  /** Bodies: row = seat. A row lives as long as the body does; a new life is a respawn. Radius: 20 pixels. */
  players: rows(
    {
      x: i32({ rate: "vx" }),
      y: i32({ rate: "vy" }),
      /** The last tick's movement. */
      vx: i16(),
      vy: i16(),
      /** 1 to 100. */
      hp: u8(),
      /** One of `WEAPON`. */
      weapon: tag(),
      /** Shots left. 0 only for a blaster that is being reloaded, until `readyAt`. */
      ammo: tag(),
      /** When the weapon can fire next. */
      readyAt: tag("u32"),
      /** When the body can dash next. */
      dashReadyAt: tag("u32"),
      /** Until then nothing hurts this body. Firing ends it. */
      shieldUntil: tag("u32"),
    },
    { capacity: seats, show: "interpolate" },
  ),

  /** What flies. In free flight nothing of it changes but its place, by its velocity. */
  shots: rows(
    {
      x: i32({ rate: "vx" }),
      y: i32({ rate: "vy" }),
      vx: i16(),
      vy: i16(),
      /** The seat that fired it. */
      owner: tag("u16"),
      /** One of `WEAPON`. */
      weapon: tag(),
      dieAt: tag("u32"),
    },
    { capacity: Math.max(32, seats * 4), show: "interpolate" },
  ),

  /** A row for each of `scene.pickups`, where its place and kind stand. */
  pickups: fixed(
    {
      /** It is there from this tick on. */
      readyAt: tag("u32"),
    },
    { capacity: pickupPlaces(mapSize({ seats, ...config })).length },
  ),

  /** Somebody was hurt. At the victim's place. */
  hits: events(
    { victim: tag("u16"), by: tag("u16"), /** Of hp. */ amount: tag() },
    { capacity: 6 + Math.trunc(seats / 2) },
  ),

  /** Somebody died. `killer` = `victim`: by their own rocket. */
  kills: events(
    { killer: tag("u16"), victim: tag("u16"), /** One of `WEAPON`. */ weapon: tag() },
    { capacity: 5 + Math.trunc(seats / 8) },
  ),

  /** A rocket has gone off. In whole pixels. */
  blasts: events({ x: i16(), y: i16() }, { capacity: 5 + Math.trunc(seats / 8) }),

  /** A seat has taken the pickup at this place (a row of `pickups`). */
  picked: events({ seat: tag("u16"), place: tag("u16") }, { capacity: 5 + Math.trunc(seats / 8) }),
});
