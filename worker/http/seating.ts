/** Finds a player a seat, or a spectator a relay. */
import { API_ERROR } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { badRequest, noMatch, Refusal } from "../errors.ts";
import type { Choice } from "../match/choice.ts";
import type { MatchKind, Reservation } from "../match/spec.ts";
import { matchOf, poolFor } from "../objects.ts";
import type { Region } from "../regions.ts";
import { relayFor } from "../relay/placement.ts";
import { tooManyOpen } from "./open-match.ts";

interface Person {
  readonly id: string;
  readonly name: string;
}

/** A player without a name gets only the seat that they have already. */
interface Unnamed {
  readonly id: string;
  readonly name: string | undefined;
  /** The seat of the player who invites. */
  readonly by?: number | undefined;
}

export interface Seating extends MatchKind {
  readonly code: string;
  /** -1 for a spectator. */
  readonly seat: number;
  /** When a seat was asked for, by the match's clock. */
  readonly at?: number;
  /** The player's name in this seat; empty for a spectator. */
  readonly name: string;
  /** Undefined where the match runs older code, which does not say it. */
  readonly game: string | undefined;
  /** Which relay a spectator watches through. */
  readonly relay?: number;
}

type Reason = Extract<Reservation, { ok: false }>["reason"];

/** How often quick play asks the pool, when a match that it knew as open has filled meanwhile. */
const TRIES = 5;

function refusal({ reason, byOperator }: { readonly reason: Reason; readonly byOperator?: boolean }): Refusal {
  switch (reason) {
    case "no_match":
      return noMatch();
    case "full":
      return new Refusal(409, API_ERROR.full, "every seat of this match is taken");
    case "unnamed":
      return new Refusal(400, API_ERROR.noName, "name: you have no seat in this match yet, so a name is needed");
    case "over":
      return byOperator
        ? new Refusal(409, API_ERROR.stopped, "an operator of the server has ended this match")
        : new Refusal(409, API_ERROR.over, "this match is over");
    case "started":
      return new Refusal(409, API_ERROR.started, "the round is on, and this game takes no newcomers before it is over");
    case "watch_first":
      return new Refusal(409, API_ERROR.watchFirst, "the round is on: watch it, and ask for a seat when it is over");
    case "locked":
      return new Refusal(409, API_ERROR.locked, "the host of this match takes no more players");
    case "barred":
      return byOperator
        ? new Refusal(403, API_ERROR.banned, "an operator of the server has removed you from this match for good")
        : new Refusal(403, API_ERROR.barred, "the host of this match has removed you");
    case "updated":
      return new Refusal(410, API_ERROR.updated, "an update has brought other rules, and ended this match");
  }
}

/** A seat in this very match. */
export async function takeSeat(env: Env, code: string, person: Person | Unnamed): Promise<Seating> {
  const reserved = await matchOf(env, code).reserve(person);
  if (!reserved.ok) throw refusal(reserved);
  const { seat, name, at, game, mode, queued, region } = reserved;
  return { code, seat, name, at, game, mode, queued, region };
}

/** A place to watch this match, for a player who has no seat in it. */
export async function takeView(env: Env, code: string, player: string): Promise<Seating> {
  const audience = await matchOf(env, code).audience(player);
  if (!audience) throw noMatch();
  if (audience.plays)
    throw new Refusal(409, API_ERROR.plays, "you have a seat in this match, so you cannot watch it live");
  const { game, mode, queued } = audience;
  return { code, seat: -1, name: "", game, mode, queued, relay: relayFor(audience.watchers, Math.random()) };
}

/** Where a player asks from. */
interface From {
  /** Stands for the player's network; undefined where networks are not counted. */
  readonly address: string | undefined;
  readonly region: Region;
  /** The ids of the players that this one has blocked. */
  readonly blocked?: readonly string[];
}

/**
 * A seat in the match that the pool picks.
 * @throws {Refusal} 429: a new match is needed, and the player or the network has too many open
 */
export async function findSeat(
  env: Env,
  { game, mode }: Choice,
  person: Person,
  { address, region, blocked = [] }: From,
): Promise<Seating> {
  const place = { game, mode, region };
  const pool = poolFor(env, place);
  for (let tries = 0; tries < TRIES; tries++) {
    const code = await pool.play({ ...place, player: person.id, address, ...(blocked.length > 0 && { blocked }) });
    if (code === undefined) throw tooManyOpen();
    if (typeof code !== "string") throw badRequest(code.unknown);
    const reserved = await matchOf(env, code).reserve(person);
    if (reserved.ok) {
      const { seat, name, at, region: there } = reserved;
      return { code, seat, name, at, game, mode, region: there };
    }
    await pool.refused(code, person.id, reserved.reason);
  }
  throw new Refusal(503, API_ERROR.busy, "no seat was found because many players are coming in: try again in a moment");
}
