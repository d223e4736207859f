/** In which region casual play finds a player a match: people there are worth some milliseconds. docs/decisions/pools.md */
import type { Context } from "hono";
import { log, messageOf } from "../log.ts";
import type { Choice } from "../match/choice.ts";
import { poolFor } from "../objects.ts";
import { bestRegion } from "../pool/best-region.ts";
import { isRegion, LOCAL, type Region, type RegionWish } from "../regions.ts";
import type { App } from "./app.ts";
import { type Looked, look } from "./look.ts";
import { regionOf } from "./regions.ts";

/** More regions than a client measures are not looked at. */
const MOST_REGIONS = 4;

/** The one of these regions in which the player is already, by the pools that have matches. A new player is in none. */
async function regionOfSeat(c: Context<App>, player: string, looked: Looked): Promise<Region | undefined> {
  if (c.req.header("Authorization") === undefined) return undefined;
  const busy = looked.filter(({ snapshot }) => snapshot.counts.matches > 0);
  const held = await Promise.all(busy.map(({ place }) => poolFor(c.env, place).holds(player)));
  return busy.find((_, n) => held[n])?.place.region;
}

/**
 * The one that the player has chosen; else the one in which they are; else the one with the best match among those that they have
 * measured, or the nearest of them where a new match is as good. What is looked at may be two seconds old: the pool of that region
 * decides.
 */
export async function playRegion(
  c: Context<App>,
  { game, mode }: Choice,
  wish: RegionWish,
  player: string,
): Promise<Region> {
  const nearest = regionOf(c, wish);
  const measured = Object.entries(wish.rtt ?? {})
    .flatMap(([region, rtt]) => (isRegion(region) ? [{ region, rtt }] : []))
    // On Cloudflare this one has no players of its own.
    .filter(({ region }) => region !== LOCAL || nearest === LOCAL)
    .sort((a, b) => a.rtt - b.rtt)
    .slice(0, MOST_REGIONS);
  if (wish.region === nearest || measured.length < 2) return nearest;
  try {
    const places = measured.map(({ region }) => ({ game, mode, region }));
    const looked = await look(c, places, Date.now());
    const own = await regionOfSeat(c, player, looked);
    if (own !== undefined) return own;
    const matchesOf = (region: string) => looked.find(({ place }) => place.region === region)?.snapshot.matches ?? [];
    return bestRegion(measured.map((one) => ({ ...one, matches: matchesOf(one.region) }))) ?? nearest;
  } catch (error) {
    // The nearest one is right most of the time, and its own pool may answer.
    log.warn("pool_silent", { detail: messageOf(error) });
    return nearest;
  }
}
