/** Rounds for tests of ladders. */
import type { RoundFacts, SeatFacts } from "#worker/ladder/facts.ts";
import { seasonOf } from "#worker/ladder/season.ts";

export const SEASON_START = Date.UTC(2026, 9, 1);
export const PLACE = { game: "puck", mode: "faceoff", season: seasonOf(SEASON_START) } as const;

/** A player's id, from a number. */
export const idOf = (n: number): string => n.toString(16).padStart(32, "0");

/** A match's code, from a number. */
export const codeOf = (n: number): string => String(n).padStart(10, "0");

/** A seat that was played to the end by the player of this number; undefined: by a bot. */
export const seatOf = (seat: number, player: number | undefined, changes: Partial<SeatFacts> = {}): SeatFacts => ({
  ...{ seat, place: seat + 1, score: 100 - seat, team: -1, ticks: player === undefined ? 0 : 1800 },
  ...(player === undefined ? { name: "Bot" } : { player: idOf(player), name: `P${player}` }),
  ...changes,
});

/** A round of a minute that counts. */
export const roundOf = (seats: readonly SeatFacts[], changes: Partial<RoundFacts> = {}): RoundFacts => ({
  ...{ code: codeOf(1), round: 1, game: PLACE.game, version: 1, mode: PLACE.mode, at: SEASON_START + 1000 },
  ...{ ticks: 1800, tickRate: 30, cut: false, queued: true, faults: 0, seats: [...seats], ...changes },
});

/** The first of these players wins against the second, and so on. */
export const orderOf = (players: readonly number[], changes: Partial<RoundFacts> = {}): RoundFacts =>
  roundOf(
    players.map((player, seat) => seatOf(seat, player)),
    changes,
  );
