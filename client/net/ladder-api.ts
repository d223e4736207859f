/** What is asked over HTTP about ratings, leaderboards and players: docs/HTTP.md, "Ladders" and "Players". */
import { LadderPage, PlayerProfile, RoundRating } from "#shared/protocol/ladder.ts";
import type { Api } from "./api.ts";

/** Which part of a leaderboard; the best where it is left out. Players are told by their ids. */
export type LadderPart =
  | { readonly around: string }
  | { readonly met: string }
  /** Players whose names hold this text. */
  | { readonly name: string };

export interface LadderQuestion {
  readonly game: string;
  readonly mode: string;
  /** The one that is on where it is left out. */
  readonly season?: string | undefined;
  readonly part?: LadderPart | undefined;
}

const path = (...parts: readonly (string | number)[]): string =>
  `/api/${parts.map((part) => encodeURIComponent(part)).join("/")}`;

export function ladderPage(api: Api, { game, mode, season, part }: LadderQuestion): Promise<LadderPage> {
  const asked = new URLSearchParams({ ...(season !== undefined && { season }), ...part }).toString();
  return api.request(LadderPage, "GET", `${path("ladders", game, mode)}${asked && `?${asked}`}`);
}

/** @param id a player's */
export const playerProfile = (api: Api, id: string): Promise<PlayerProfile> =>
  api.request(PlayerProfile, "GET", path("players", id));

/** @param round 1 for the first of a match */
export const roundRating = (api: Api, code: string, round: number): Promise<RoundRating> =>
  api.request(RoundRating, "GET", path("matches", code, "rounds", round, "rating"));
