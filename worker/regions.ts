/**
 * The regions that matches run in: Cloudflare's location hints, and "local" for a server that is not Cloudflare's.
 * docs/decisions/regions.md
 */

/** A place on the globe, in degrees. */
interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

interface RegionFacts {
  /** For players. */
  readonly name: string;
  /** Data centres that stand for it, by airport code. Only distances are taken from them. */
  readonly places: Readonly<Record<string, readonly [latitude: number, longitude: number]>>;
}

const FACTS = {
  wnam: {
    name: "North America, west",
    places: { SJC: [37.4, -121.9], SEA: [47.5, -122.3], LAX: [33.9, -118.4], DEN: [39.9, -104.7] },
  },
  enam: {
    name: "North America, east",
    places: { EWR: [40.7, -74.2], IAD: [38.9, -77.5], ATL: [33.6, -84.4], ORD: [42, -87.9] },
  },
  sam: { name: "South America", places: { GRU: [-23.4, -46.5], EZE: [-34.8, -58.5], BOG: [4.7, -74.1] } },
  weur: {
    name: "Europe, west",
    places: { AMS: [52.3, 4.8], LHR: [51.5, -0.5], CDG: [49, 2.5], MAD: [40.5, -3.6] },
  },
  eeur: {
    name: "Europe, east",
    places: { WAW: [52.2, 21], VIE: [48.1, 16.6], PRG: [50.1, 14.3], OTP: [44.6, 26.1], ARN: [59.7, 17.9] },
  },
  /** It holds the next two, so it is never among the likeliest: it would only part players who could meet there. */
  apac: { name: "Asia", places: {} },
  "apac-ne": { name: "Asia, north-east", places: { NRT: [35.8, 140.4], KIX: [34.4, 135.2], ICN: [37.5, 126.5] } },
  "apac-se": {
    name: "Asia, south-east",
    places: { SIN: [1.4, 104], HKG: [22.3, 113.9], BOM: [19.1, 72.9], CGK: [-6.1, 106.7] },
  },
  oc: { name: "Oceania", places: { SYD: [-33.9, 151.2], MEL: [-37.7, 144.8], AKL: [-37, 174.8] } },
  afr: { name: "Africa", places: { JNB: [-26.1, 28.2], LOS: [6.6, 3.3], NBO: [-1.3, 36.9] } },
  me: { name: "Middle East", places: { DXB: [25.3, 55.4], TLV: [32, 34.9], RUH: [25, 46.7] } },
} as const satisfies Readonly<Record<DurableObjectLocationHint, RegionFacts>>;

export type Hint = keyof typeof FACTS;
/** The one region of a server that is not Cloudflare's, such as of `npm start`. */
export const LOCAL = "local" as const;
export type Region = Hint | typeof LOCAL;

const isHint = (text: string): text is Hint => Object.hasOwn(FACTS, text);

const HINTS: readonly Hint[] = Object.keys(FACTS).filter(isHint);
export const REGIONS: readonly Region[] = [...HINTS, LOCAL];

/** @param text such as a part of a URL */
export const isRegion = (text: string): text is Region => text === LOCAL || isHint(text);

export const regionName = (region: Region): string => (region === LOCAL ? "This server" : FACTS[region].name);

/** What the platform is told of where to make an object. It counts when the object is made, and never again. */
export const placed = (region: Region): { readonly locationHint?: Hint } =>
  region === LOCAL ? {} : { locationHint: region };

/** What the platform says of where a request comes from: the fields of `request.cf`, each of which may be missing. */
export interface Whence {
  readonly latitude?: unknown;
  readonly longitude?: unknown;
  readonly continent?: unknown;
  /** The data centre that the request has reached. */
  readonly colo?: unknown;
}

/** For a request of which only the continent is known. */
const BY_CONTINENT: ReadonlyMap<unknown, readonly Hint[]> = new Map<unknown, readonly Hint[]>(
  Object.entries({
    NA: ["enam", "wnam", "sam"],
    SA: ["sam", "enam", "wnam"],
    EU: ["weur", "eeur", "enam"],
    AS: ["apac-se", "apac-ne", "me"],
    OC: ["oc", "apac-se", "apac-ne"],
    AF: ["afr", "weur", "me"],
    AN: ["oc", "sam", "afr"],
  }),
);
/** For a request of which nothing is known, such as one by Tor: far apart, so that one of them is not too far. */
const ANYWHERE: readonly Hint[] = ["weur", "enam", "apac-se"];

const within = (degrees: number, most: number): boolean => Number.isFinite(degrees) && Math.abs(degrees) <= most;

/** Where the player is, or at least the data centre that they have reached. */
function placeOf({ latitude, longitude, colo }: Whence): Place | undefined {
  // The platform writes numbers as texts, and `Number("")` is 0.
  const read = (text: unknown): number => (typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN);
  const place = { latitude: read(latitude), longitude: read(longitude) };
  if (within(place.latitude, 90) && within(place.longitude, 180)) return place;
  const known = HINTS.flatMap((hint) => Object.entries(FACTS[hint].places)).find(([code]) => code === colo)?.[1];
  return known && { latitude: known[0], longitude: known[1] };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The angle of the great circle between two places, in radians. */
export function arc(a: Place, b: Place): number {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const across = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  const part = half(a.latitude, b.latitude) + across * half(a.longitude, b.longitude);
  return 2 * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** How far a region's nearest data centre is; infinite for one without any. */
const distance = (hint: Hint, from: Place): number =>
  Math.min(
    ...Object.values(FACTS[hint].places).map(([latitude, longitude]) => arc(from, { latitude, longitude })),
    Number.POSITIVE_INFINITY,
  );

/** So many regions are worth measuring for a player. */
const LIKELIEST = 3;

/**
 * The regions that are probably the nearest, the likeliest first. The answer is a guess by the map: cables go other ways, so a
 * client measures them.
 * @param whence undefined where the platform says nothing: then there is one region
 */
export function likeliest(whence: Whence | undefined): readonly [Region, ...Region[]] {
  if (whence === undefined) return [LOCAL];
  const place = placeOf(whence);
  const [first = "weur", ...others] =
    place === undefined
      ? (BY_CONTINENT.get(whence.continent) ?? ANYWHERE)
      : HINTS.filter((hint) => Number.isFinite(distance(hint, place))).sort(
          (a, b) => distance(a, place) - distance(b, place),
        );
  return [first, ...others.slice(0, LIKELIEST - 1)];
}

/** The other regions that a player can choose. */
export function farther(whence: Whence | undefined): readonly Region[] {
  if (whence === undefined) return [];
  const near = likeliest(whence);
  return HINTS.filter((hint) => Object.keys(FACTS[hint].places).length > 0 && !near.includes(hint));
}

/** What a player asks for, by the body of a request. */
export interface RegionWish {
  readonly region?: Region | undefined;
  /** Measured round trips, in milliseconds. */
  readonly rtt?: Readonly<Partial<Record<Region, number>>> | undefined;
}

/**
 * The region in which a player's match is opened: the one that they ask for, else the one with the least RTT, else the likeliest.
 * A region that this server does not have counts as none: "local" on Cloudflare.
 */
export function regionFor(whence: Whence | undefined, { region, rtt = {} }: RegionWish): Region {
  const isHere = (one: Region): boolean => whence === undefined || one !== LOCAL;
  if (region !== undefined && isHere(region)) return region;
  const measured = Object.entries(rtt).filter(([one]) => isRegion(one) && isHere(one));
  const [best] = measured.sort(([, a], [, b]) => a - b);
  return best !== undefined && isRegion(best[0]) ? best[0] : likeliest(whence)[0];
}
