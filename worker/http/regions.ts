/** Where a player is, and the regions that are near: docs/HTTP.md, "Regions". */
import { type Context, Hono } from "hono";
import type { RegionInfo, RegionList } from "#shared/protocol/index.ts";
import { badRequest } from "../errors.ts";
import {
  farther,
  isRegion,
  LOCAL,
  likeliest,
  REGIONS,
  type Region,
  type RegionWish,
  regionFor,
  regionName,
  type Whence,
} from "../regions.ts";
import type { App } from "./app.ts";

const FIELDS = ["latitude", "longitude", "continent", "colo"] as const;

/**
 * What the platform says of where this request comes from; undefined on a server that is not Cloudflare's. Their edge gives each
 * request a ray; a local runtime gives it none, but makes a place up.
 */
export function whenceOf(c: Context<App>): Whence | undefined {
  if (c.req.header("CF-Ray") === undefined) return undefined;
  const cf: object = c.req.raw.cf ?? {};
  const [latitude, longitude, continent, colo]: readonly unknown[] = FIELDS.map((field) => Reflect.get(cf, field));
  return { latitude, longitude, continent, colo };
}

/** The region in which a match for this request is opened. */
export const regionOf = (c: Context<App>, wish: RegionWish): Region => regionFor(whenceOf(c), wish);

/** The regions that have pools. The local one has the matches that an older build has made. */
export const regionsOf = (c: Context<App>): readonly Region[] => (whenceOf(c) === undefined ? [LOCAL] : REGIONS);

const infoOf = (region: Region): RegionInfo => ({ region, name: regionName(region) });

/**
 * Regions with round trips that stand for measurements: "weur:24,enam:95".
 * @throws {Refusal} 400
 */
function emulated(text: string): RegionInfo[] {
  return text.split(",").map((part) => {
    const { region = "", rtt } = /^(?<region>[a-z-]+):(?<rtt>\d{1,4})$/.exec(part)?.groups ?? {};
    if (!isRegion(region)) throw badRequest(`regions: "${part}" is no region with its milliseconds, such as weur:24`);
    return { ...infoOf(region), rtt: Number(rtt) };
  });
}

export const regions = new Hono<App>().get("/", (c) => {
  const wanted = c.req.query("regions");
  if (wanted === undefined) {
    const whence = whenceOf(c);
    return c.json<RegionList>({ regions: likeliest(whence).map(infoOf), others: farther(whence).map(infoOf) });
  }
  if (c.env.LOOPBACK_ONLY !== "1")
    throw badRequest("regions: only a server that this machine alone can reach makes regions up");
  return c.json<RegionList>({ regions: emulated(wanted), others: [] });
});
