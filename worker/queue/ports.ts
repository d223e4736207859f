/** The objects that a queue asks about its players: the ladder of its mode, their own Player objects, and other pools. */
import type { Env } from "../env.ts";
import { seasonOf } from "../ladder/season.ts";
import { ladderOf, playerOf, poolFor } from "../objects.ts";
import { blockedBy } from "../player/blocked-by.ts";
import { isRegion } from "../regions.ts";
import type { QueueArrival } from "./arrival.ts";
import type { ClaimPorts } from "./claims.ts";
import type { SeekersOptions } from "./seekers.ts";

type Place = QueueArrival["place"];

type Asked = Pick<Env, "POOL" | "LADDER" | "PLAYER">;

export const seekPort =
  (env: Asked, { game, mode }: Place, date: () => number): SeekersOptions["seek"] =>
  async (players) => {
    const place = { game, mode, season: seasonOf(date()) };
    return ladderOf(env, place).seek(place, players);
  };

export function claimPorts(env: Asked, place: Place, date: () => number): ClaimPorts {
  const { game, mode, region } = place;
  const here = () => ({ game, mode, region, at: date() });
  return {
    enter: async (player) => playerOf(env, player).enterQueue(here()),
    leave: (player) => playerOf(env, player).leaveQueue(here()),
    where: async (player) => (await playerOf(env, player).whereabouts()).queue,
    blocked: (player) => blockedBy(env, player),
    letGo: async (there, player) => {
      // It was written by a build that knows other regions.
      if (!isRegion(there.region)) return "free";
      const other = { game: there.game, mode: there.mode, region: there.region };
      return poolFor(env, other).letGo(other, player);
    },
  };
}
