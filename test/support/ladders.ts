/** Answers about ladders and players, and a player token, as a server gives them: for tests of pages. */
import type { GradeChange, LadderPage, LadderProfile, LadderRow, PlayerProfile } from "#shared/protocol/ladder.ts";

/** A player's id: this digit, 32 times. */
export const idOf = (digit: string): string => digit.repeat(32);

/** A player token as browsers read it; no server has signed it. */
export const tokenFor = (id: string): string =>
  `e30.${Buffer.from(JSON.stringify({ sub: id })).toString("base64url")}.sig`;

export const grade = {
  points: 812,
  tier: "Platinum 3",
  progress: 0.12,
  next: "Platinum 2",
  placement: 0,
} as const;

export function row(digit: string, name: string, more: Partial<LadderRow> = {}): LadderRow {
  return { player: idOf(digit), name, tag: `${digit}K2M`, ...grade, rank: 1, rounds: 12, wins: 7, ...more };
}

export function ladder(rows: readonly LadderRow[], more: Partial<LadderPage> = {}): LadderPage {
  const seasons = ["2026-q4", "2026-q3"];
  return { game: "puck", mode: "faceoff", season: "2026-q4", seasons, ranked: rows.length, rows: [...rows], ...more };
}

export function standing(more: Partial<LadderProfile> = {}): LadderProfile {
  return {
    ...{ game: "puck", mode: "faceoff", season: "2026-q4", row: row("a", "Ann", { rank: 14 }) },
    history: [780, 760, 812].map((points, i) => ({ at: Date.UTC(2026, 10, 20 + i), points })),
    last: [
      {
        ...{
          code: "4G7K2M9QXZ",
          round: 3,
          at: Date.UTC(2026, 10, 22),
          place: 1,
          of: 2,
          left: false,
          before: 760,
          after: 812,
        },
        replay: "/r/4G7K2M9QXZ-3?t=41",
        others: [{ player: idOf("b"), name: "Bob", tag: "BK2M" }],
      },
      {
        ...{
          code: "4G7K2M9QXZ",
          round: 2,
          at: Date.UTC(2026, 10, 21),
          place: 2,
          of: 2,
          left: true,
          before: 780,
          after: 760,
        },
        others: [{ player: idOf("b"), name: "Bob", tag: "BK2M" }],
      },
    ],
    ...more,
  };
}

export const profile = (ladders: readonly LadderProfile[], digit = "a", name = "Ann"): PlayerProfile => ({
  player: idOf(digit),
  name,
  tag: `${digit.toUpperCase()}K2M`,
  ladders: [...ladders],
});

export function change(seat: number, more: Partial<GradeChange> = {}): GradeChange {
  return {
    ...{ player: idOf(seat === 0 ? "a" : "b"), name: seat === 0 ? "Ann" : "Bob", tag: "AK2M" },
    ...{
      seat,
      place: seat + 1,
      left: false,
      before: { ...grade, points: 780, tier: "Gold 1", progress: 0.8 },
      after: grade,
    },
    ...more,
  };
}
