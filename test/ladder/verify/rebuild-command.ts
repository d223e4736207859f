/** `npm run ladder -- rebuild` */

import * as v from "valibot";
import { LadderPage, type LadderRow } from "#shared/protocol/ladder.ts";
import type { AppliedRound } from "#worker/ladder/applied-round.ts";
import { runCommand, UsageError, wholeIn } from "../../../scripts/usage.ts";
import { brought, carriedOf } from "./carry.ts";
import { wantedIn } from "./command.ts";
import { type RebuiltRow, rebuild } from "./rebuild.ts";
import { sourceOf, type Wanted } from "./source.ts";
import { fetchLadder } from "./verify.ts";

const USAGE = `npm run ladder -- rebuild URL GAME MODE [--season 2026-q4]

Makes a ladder anew from the facts of its rounds alone, without a look at the ratings that the server tells; prints its best players,
and says where the server's ratings, or its leaderboard, are others.

  --season S  another season than the one that is on
  --top N     how many players are printed  20

Ends with 0 if all is the same, else with 1.`;

const OPTIONS = { season: { type: "string" }, top: { type: "string", default: "20" } } as const;

/** Players that the server's rounds leave with another rating. */
function ratingFaults(rows: readonly RebuiltRow[], rounds: readonly AppliedRound[]): string[] {
  const told = new Map(rounds.flatMap(({ ratings }) => ratings.map(({ player, after }) => [player, after] as const)));
  const faults = rows.flatMap(({ player, rating }) => {
    const last = told.get(player);
    told.delete(player);
    if (last?.mu === rating.mu && last.sigma === rating.sigma) return [];
    return [`${player}: the facts make μ ${rating.mu}, the server has ${last?.mu ?? "none"}`];
  });
  return [...faults, ...[...told.keys()].map((player) => `${player}: the server has a rating, the facts make none`)];
}

/** Lines of the server's leaderboard that are not as rebuilt. */
function boardFaults(rows: readonly RebuiltRow[], board: readonly LadderRow[]): string[] {
  const byPlayer = new Map(rows.map((row) => [row.player, row]));
  return board.flatMap(({ player, points, rounds, wins }) => {
    const own = byPlayer.get(player);
    if (own?.points === points && own.rounds === rounds && own.wins === wins) return [];
    const rebuilt = own ? `${own.points} points, ${own.rounds} rounds, ${own.wins} wins` : "nothing";
    return [
      `${player}: the leaderboard has ${points} points, ${rounds} rounds, ${wins} wins; the facts make ${rebuilt}`,
    ];
  });
}

/** The server's best 100; a folder has no leaderboard. */
async function boardOf(where: string, { game, mode, season }: Wanted): Promise<readonly LadderRow[]> {
  if (!URL.canParse(where)) return [];
  const url = new URL(`/api/ladders/${encodeURIComponent(game)}/${encodeURIComponent(mode)}`, where);
  if (season !== undefined) url.searchParams.set("season", season);
  const response = await fetch(url);
  if (!response.ok) throw new UsageError(`${url.pathname}: ${response.status} ${await response.text()}`);
  return v.parse(LadderPage, await response.json()).rows;
}

export const run = (args: readonly string[]): Promise<void> =>
  runCommand(
    { usage: USAGE, options: OPTIONS, words: 3 },
    async (values, words) => {
      const { where, ...wanted } = wantedIn(words, values.season);
      const top = wholeIn("--top", values.top, { min: 1, max: 1_000_000 });
      const { rounds, earlier } = await fetchLadder(sourceOf(where), wanted);
      const rows = rebuild(
        rounds.map(({ facts }) => facts),
        brought(carriedOf(earlier)),
      );
      console.table(
        rows.slice(0, top).map(({ player, name, points, tier, rating, rounds, wins }) => ({
          ...{ player: player.slice(0, 8), name, points, tier },
          ...{ μ: Number(rating.mu.toFixed(2)), σ: Number(rating.sigma.toFixed(2)), rounds, wins },
        })),
      );
      const faults = [...ratingFaults(rows, rounds), ...boardFaults(rows, await boardOf(where, wanted))];
      for (const fault of faults) console.log(fault);
      console.log(
        faults.length === 0 ? `${rows.length} players: all as the server has them` : `${faults.length} differ`,
      );
      return faults.length === 0 ? 0 : 1;
    },
    args,
  );
