/** What a ladder takes for the facts of a round of its own. Nothing else changes it. docs/LADDERS.md, "What is refused" */
import * as v from "valibot";
import { readCode } from "#shared/protocol/index.ts";
import { DAY_MS } from "../clock.ts";
import { RoundFacts, type SeatFacts } from "./facts.ts";
import type { LadderPlace } from "./rpc.ts";
import { seasonOf } from "./season.ts";

/** More than any match has. */
const MOST_SEATS = 1024;
const MOST_ID = 64;
const MOST_NAME = 200;
/** A round is on for a day at most. */
const MOST_SECONDS = 24 * 3600;
const MOST_TICK_RATE = 60;
const MOST_SCORE = 1e9;
/** The server of the match may be ahead of ours by so much, in milliseconds. */
const AHEAD_MS = DAY_MS;
const HASH = /^[0-9a-f]{64}$/;

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;
const isTwice = <T>(values: readonly T[]): boolean => new Set(values).size < values.length;

function whySeat(
  { seat, place, score, team, player, name, ticks, left }: SeatFacts,
  facts: RoundFacts,
): string | undefined {
  if (seat >= MOST_SEATS) return `there is no seat ${seat}`;
  if (!isWithin(place, 1, facts.seats.length)) return `seat ${seat} has place ${place} of ${facts.seats.length}`;
  if (!isWithin(score, -MOST_SCORE, MOST_SCORE)) return `seat ${seat} has the score ${score}`;
  if (!Number.isInteger(team) || !isWithin(team, -1, MOST_SEATS)) return `seat ${seat} has the team ${team}`;
  if (player !== undefined && !isWithin(player.length, 1, MOST_ID)) return `seat ${seat} has a player without an id`;
  if (name.length > MOST_NAME) return `seat ${seat} has a name of ${name.length} characters`;
  if (ticks > facts.ticks) return `seat ${seat} was played for ${ticks} of ${facts.ticks} ticks`;
  if (left !== undefined && player === undefined) return `seat ${seat} has no player, and the player left`;
  return undefined;
}

function whySeats(facts: RoundFacts): string | undefined {
  const { seats } = facts;
  if (!isWithin(seats.length, 1, MOST_SEATS)) return `there are ${seats.length} seats`;
  if (isTwice(seats.map(({ seat }) => seat))) return "a seat is there twice";
  if (isTwice(seats.flatMap(({ player }) => player ?? []))) return "a player is there twice";
  if (seats.some(({ team }) => team < 0) && seats.some(({ team }) => team >= 0))
    return "some seats have teams, others none";
  for (const seat of seats) {
    const why = whySeat(seat, facts);
    if (why !== undefined) return why;
  }
  const places = new Map<number, number>();
  for (const { team, place } of seats) {
    if (team >= 0 && (places.get(team) ?? place) !== place) return `team ${team} has two places`;
    places.set(team, place);
  }
  return undefined;
}

function whyRound(
  { code, round, version, at, ticks, tickRate, replayHash, bots }: RoundFacts,
  now: number,
): string | undefined {
  if (readCode(code) !== code) return "the code is no match's";
  if (round < 1) return `there is no round ${round}`;
  if (!Number.isInteger(version) || version < 1) return `there are no rules of version ${version}`;
  if (!isWithin(at, 0, now + AHEAD_MS)) return `it ended at ${at}, and it is ${now}`;
  if (!isWithin(tickRate, 1, MOST_TICK_RATE)) return `it had ${tickRate} ticks a second`;
  if (ticks > MOST_SECONDS * tickRate) return `it had ${ticks} ticks`;
  if (replayHash !== undefined && !HASH.test(replayHash)) return "the replay's hash is no SHA-256";
  if (bots && !(Number.isFinite(bots.mu) && Number.isFinite(bots.sigma) && bots.sigma > 0))
    return "bots have no rating";
  return undefined;
}

function whyElsewhere({ game, mode, at }: RoundFacts, place: LadderPlace): string | undefined {
  if (game !== place.game || mode !== place.mode) return `it is of ${game}/${mode}`;
  const season = seasonOf(at);
  return season === place.season ? undefined : `it is of the season ${season}`;
}

/**
 * The facts, or why this ladder does not take them.
 * @param now milliseconds since 1970
 */
export function checkFacts(place: LadderPlace, sent: unknown, now: number): RoundFacts | { readonly refused: string } {
  const read = v.safeParse(RoundFacts, sent);
  if (!read.success) return { refused: `${v.getDotPath(read.issues[0]) ?? "facts"}: ${read.issues[0].message}` };
  const facts = read.output;
  const why = whyRound(facts, now) ?? whyElsewhere(facts, place) ?? whySeats(facts);
  return why === undefined ? facts : { refused: why };
}
