/** A player on all ladders: to rename, to delete, and to tell all that is kept. */
import type { LadderProfile } from "#shared/protocol/ladder.ts";
import type { Games } from "#shared/sim/index.ts";
import type { Env } from "../env.ts";
import type { LadderPlace } from "../ladder/rpc.ts";
import { seasonOf, seasonsBefore } from "../ladder/season.ts";
import { log, messageOf } from "../log.ts";
import { ladderOf } from "../objects.ts";

/** There were no ladders before. */
const FIRST_SEASON = "2026-q4";
/** Ten years. */
const MOST_SEASONS = 40;

type Ladders = Pick<Env, "LADDER">;

/** All ladders of one season. */
const placesIn = (games: Games, season: string): LadderPlace[] =>
  [...games.values()].flatMap(({ name: game, modes }) =>
    Object.keys(modes).flatMap((mode) => (modes[mode].queue ? [{ game, mode, season }] : [])),
  );

/** The ladders of all seasons that have rounds, the newest season first. */
async function usedPlaces(env: Ladders, games: Games): Promise<LadderPlace[]> {
  const current = seasonOf(Date.now());
  const before = seasonsBefore(current, MOST_SEASONS).filter((season) => season >= FIRST_SEASON);
  const all = [current, ...before].flatMap((season) => placesIn(games, season));
  const used = await Promise.all(all.map((place) => ladderOf(env, place).isUsed()));
  return all.filter((_, i) => used[i]);
}

/** Never rejects: a ladder that is not told now hears the name with the next round. */
export async function renameOnLadders(env: Ladders, games: Games, player: string, name: string): Promise<void> {
  const places = placesIn(games, seasonOf(Date.now()));
  const told = await Promise.allSettled(places.map((place) => ladderOf(env, place).rename(player, name)));
  for (const one of told) if (one.status === "rejected") log.warn("ladder_silent", { detail: messageOf(one.reason) });
}

/** @throws what a ladder threw: then it may still know the player, and it is worth asking again */
export async function eraseFromLadders(env: Ladders, games: Games, player: string): Promise<void> {
  const places = await usedPlaces(env, games);
  await Promise.all(places.map((place) => ladderOf(env, place).erase(player)));
}

/** The newest season first. */
export async function profilesOf(env: Ladders, games: Games, player: string): Promise<LadderProfile[]> {
  const places = await usedPlaces(env, games);
  const profiles = await Promise.all(places.map((place) => ladderOf(env, place).profile(place, player)));
  return profiles.flatMap((profile) => profile ?? []);
}
