/** The facts of a round that has ended: what its log and its result say. The same for the match, and for those who verify a replay. */

import type { Result } from "#shared/protocol/index.ts";
import { Turnout, type TurnoutData } from "#shared/replay/index.ts";
import type { Standing } from "#shared/sim/index.ts";
import type { RoundFacts, SeatFacts } from "#worker/ladder/facts.ts";
import type { SavedMatch } from "../log/saved.ts";
import type { Holders } from "./rated-seats.ts";

/** What a replay proves of a seat; which player had it stands in no replay. */
export type PlayedSeat = Omit<SeatFacts, "player" | "name">;

/**
 * The seats of a round: those of its standings, and those whose players have left with no bot to follow. These have the place of
 * their team, or share the last one.
 * @param teamOf undefined where the rules that tell it are gone: then only seats of the standings count
 */
export function playedSeats(
  standings: readonly Standing[],
  turnout: TurnoutData,
  teamOf: ((seat: number) => number) | undefined,
): PlayedSeat[] {
  const placed = new Map(standings.map((standing) => [standing.seat, standing]));
  const absent = (seat: number): Omit<Standing, "seat"> => {
    const team = teamOf?.(seat) ?? -1;
    const mate = team < 0 ? undefined : standings.find((standing) => standing.team === team);
    return { place: mate?.place ?? standings.length + 1, score: 0, team };
  };
  const seats = Turnout.of(turnout).seats.flatMap(({ taken, ticks, left, best }, seat): PlayedSeat[] => {
    const standing = placed.get(seat);
    if (!standing && (!taken || !teamOf)) return [];
    const { place, score, team } = standing ?? absent(seat);
    const moments = { ...(left !== undefined && { left }), ...(best !== undefined && { best: best - turnout.first }) };
    return [{ seat, place, score, team, ticks, ...moments }];
  });
  return seats.sort((a, b) => a.place - b.place || a.seat - b.seat);
}

export interface RoundEnd
  extends Pick<RoundFacts, "code" | "round" | "game" | "version" | "mode" | "at" | "cut" | "bots"> {
  readonly standings: readonly (Standing & { readonly name: string })[];
  readonly turnout: TurnoutData;
  readonly holders: Holders;
  readonly teamOf: ((seat: number) => number) | undefined;
}

export function roundFacts({ standings, turnout, holders, teamOf, ...about }: RoundEnd): RoundFacts {
  const { ticks, faults, seats } = Turnout.of(turnout);
  const names = new Map(standings.map(({ seat, name }) => [seat, name]));
  return {
    ...about,
    ...{ ticks, tickRate: turnout.tickRate, faults, queued: true },
    seats: playedSeats(standings, turnout, teamOf).map((one) => {
      const holder = seats[one.seat].taken ? holders[one.seat] : undefined;
      return { ...one, name: holder?.name ?? names.get(one.seat) ?? "", ...(holder && { player: holder.player }) };
    }),
  };
}

/** Of a round that could not go on; undefined where no ladder asks for it. */
export function cutFacts({ header, pages }: SavedMatch, { round, at, cut, standings }: Result): RoundFacts | undefined {
  const { spec, gameVersion: version, holders } = header;
  const { turnout } = pages.at(-1) ?? {};
  if (!holders || !turnout) return undefined;
  const { code, game, mode } = spec;
  return roundFacts({ code, round, game, version, mode, at, cut, standings, turnout, holders, teamOf: undefined });
}
