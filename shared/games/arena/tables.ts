/**
 * The arena's state, as the rules write it and a client draws it.
 *
 * Positions are in 1/16 pixel, velocities in 1/16 pixel a tick (30 ticks a second), and every `…At` and
 * `…Until` is a tick, to be compared with `world.tick`: no column counts down, so waiting costs no
 * bytes. A player's aim is `world.seats.aim`.
 *
 * Sights and sounds of a moment are events. The client of a player predicts the player's own actions (`by`); hits on a
 * player are not predicted, for a prediction can turn out wrong. In events all columns but places and directions are
 * `discrete`: by these a client matches its prediction with the server's event.
 */
import {
  angle,
  discrete,
  events,
  fixed,
  hitColumns,
  i16,
  i32,
  lobbyColumns,
  rows,
  single,
  skillColumns,
  u8,
} from "#shared/sim/index.ts";
import { pickupPlaces } from "./map/places.ts";
import { mapSize } from "./map/size.ts";
import type { ArenaConfig } from "./settings.ts";
import { SUB } from "./tuning.ts";

export const PHASE = {
  /** Warm-up: everything works, nothing counts. `endsAt`: when quick play begins; 0 = no player is there yet. */
  waiting: 0,
  /** All bodies stand at spawn points and cannot move. `endsAt`: when play begins. */
  countdown: 1,
  /** `endsAt`: the time limit. */
  live: 2,
  /** There is a result. Players run about unarmed, and vote for a rematch. `endsAt`: 0. */
  ended: 3,
} as const;

/** In place of a seat or a team. */
export const NONE = 65535;

/** In place of a weapon: the victim left the match soon after the killer had hit it. */
export const DRIVEN_OUT = 255;

/** A greater change in a tick is a teleport: no body moves as far. */
const LEAP = 96 * SUB;

/** Rows of `shots` that are a seat's own. A seat hardly ever has more in the air. */
export const SHOTS_EACH = 8;

/** Sparks that a small match has room for in one tick, on top of what each seat adds: a charge of pellets and more. */
const SPARKS = 8;

export const tables = ({ seats, ...config }: ArenaConfig) => ({
  /** One row: the course of the match. */
  round: single({
    /** One of `PHASE`. */
    phase: discrete(),
    /** 1 = the time limit has passed in a tie: the first lead wins. */
    overtime: discrete(),
    /** See `PHASE`. */
    endsAt: discrete("u32"),
    /** In `ended`: the seat (free-for-all) or team that has won; NONE = a draw. */
    winner: discrete("u16"),
    /** Drawn once, for `chance`. */
    salt: discrete("u32"),
    ...skillColumns,
    /** Which of `level.maps` is played. */
    map: discrete(),
  }),

  /** A row a team; 0 in free-for-all. The team keeps the points of players who leave. */
  teams: fixed({ score: i16() }, { capacity: 2 }),

  /** A row a seat, all 0 while it is empty. */
  scores: fixed(
    {
      /** 0 or 1; always 0 in free-for-all. */
      team: discrete(),
      kills: i16(),
      deaths: i16(),
      /** A kill is 1, a suicide -1. */
      score: i16(),
      ...lobbyColumns,
      ...hitColumns,
      /** While the seat has no body: the tick in which it gets one. */
      respawnAt: discrete("u32"),
    },
    { capacity: seats },
  ),

  /** Bodies: row = seat. A row lives as long as the body does; a new life is a respawn. Radius: 20 pixels. */
  players: rows(
    {
      x: i32({ rate: "vx", snap: LEAP }),
      y: i32({ rate: "vy", snap: LEAP }),
      /** The last tick's movement. */
      vx: i16(),
      vy: i16(),
      /** 1 to 100. */
      hp: u8(),
      /** One of `WEAPON`. */
      weapon: discrete(),
      /** Shots left. 0 only for a blaster that is being reloaded, until `readyAt`. */
      ammo: discrete(),
      /** When the weapon can fire next. */
      readyAt: discrete("u32"),
      /** When the body can dash next. */
      dashReadyAt: discrete("u32"),
      /** Until this tick nothing hurts the body. The first shot, dash or pickup ends the protection. */
      shieldUntil: discrete("u32"),
    },
    { capacity: seats, show: "interpolate", perSeat: true },
  ),

  /**
   * Shots in flight. Only their places change, by their velocities. Seat n's shots have the rows from n times
   * SHOTS_EACH on, so that a predicted shot has the same row on the server, no matter what other seats shoot.
   */
  shots: rows(
    {
      x: i32({ rate: "vx", snap: LEAP }),
      y: i32({ rate: "vy", snap: LEAP }),
      vx: i16(),
      vy: i16(),
      /** The seat that fired it. */
      owner: discrete("u16"),
      /** One of `WEAPON`. */
      weapon: discrete(),
      dieAt: discrete("u32"),
    },
    { capacity: Math.max(32, seats * SHOTS_EACH), show: "predict" },
  ),

  /** A row for each of the map's `pickups`, where its place and kind stand. */
  pickups: fixed(
    {
      /** It is there from this tick on. */
      readyAt: discrete("u32"),
    },
    { capacity: pickupPlaces(mapSize({ seats, ...config })).length, show: "predict" },
  ),

  /** A weapon was fired, from where the body is to where it aims. */
  fired: events({ seat: discrete("u16"), /** One of `WEAPON`. */ weapon: discrete() }, { capacity: seats, by: "seat" }),

  /** The rail's ray, from the body that fired to its end. In whole pixels. */
  beams: events({ seat: discrete("u16"), x: i16(), y: i16(), tx: i16(), ty: i16() }, { capacity: seats, by: "seat" }),

  /** A shot has ended, without a blast. In whole pixels; `direction` is where it flew. */
  spent: events(
    { owner: discrete("u16"), /** One of `WEAPON`. */ weapon: discrete(), x: i16(), y: i16(), direction: angle() },
    { capacity: SPARKS + seats * 2, show: "predict" },
  ),

  /** A rocket has gone off. In whole pixels. */
  blasts: events({ owner: discrete("u16"), x: i16(), y: i16() }, { capacity: SPARKS + seats, show: "predict" }),

  /** A body has begun to dash. */
  dashed: events({ seat: discrete("u16") }, { capacity: seats, by: "seat" }),

  /** A life has begun. */
  spawned: events({ seat: discrete("u16") }, { capacity: seats, by: "seat" }),

  /** A seat has taken the pickup at this place (a row of `pickups`). */
  picked: events({ seat: discrete("u16"), place: discrete("u16") }, { capacity: seats, by: "seat" }),

  /** A body was hurt, at the victim's place. */
  hits: events(
    { victim: discrete("u16"), by: discrete("u16"), /** Of hp. */ amount: discrete() },
    { capacity: SPARKS + seats * 2 },
  ),

  /** A body died. `killer` = `victim`: by its own rocket. */
  kills: events(
    { killer: discrete("u16"), victim: discrete("u16"), /** One of `WEAPON`, or DRIVEN_OUT. */ weapon: discrete() },
    { capacity: seats },
  ),
});
