import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arc, isRegion, LOCAL, likeliest, placed, REGIONS, regionFor, regionName } from "#worker/regions.ts";

const at = (latitude: number, longitude: number) => ({ latitude: String(latitude), longitude: String(longitude) });

const whences = fc.record(
  {
    latitude: fc.oneof(fc.double().map(String), fc.string(), fc.anything()),
    longitude: fc.oneof(fc.double({ min: -180, max: 180 }).map(String), fc.anything()),
    continent: fc.oneof(fc.constantFrom("NA", "SA", "EU", "AS", "OC", "AF", "AN", "T1", "constructor"), fc.anything()),
    colo: fc.oneof(fc.constantFrom("FRA", "AMS", "NRT", "toString"), fc.anything()),
  },
  { requiredKeys: [] },
);
const region = fc.constantFrom(...REGIONS);
const rtts = fc.dictionary(region, fc.double({ min: 0, max: 10_000, noNaN: true })).map((map) => ({ ...map }));

describe("the distance between two places", () => {
  it("is that of the great circle", () => {
    const kilometres = (a: [number, number], b: [number, number]) =>
      6371 * arc({ latitude: a[0], longitude: a[1] }, { latitude: b[0], longitude: b[1] });
    // Paris to New York, and across the date line.
    expect(kilometres([48.8566, 2.3522], [40.7128, -74.006])).toBeCloseTo(5837, -1);
    expect(kilometres([0, 179], [0, -179])).toBeCloseTo(222, 0);
    expect(kilometres([90, 0], [-90, 0])).toBeCloseTo(20_015, -1);
    expect(kilometres([10, 10], [10, 10])).toBe(0);
  });
});

describe("the likeliest regions", () => {
  it.each([
    ["Berlin", at(52.5, 13.4), "eeur"],
    ["Lisbon", at(38.7, -9.1), "weur"],
    ["New York", at(40.7, -74), "enam"],
    ["Vancouver", at(49.3, -123.1), "wnam"],
    ["São Paulo", at(-23.5, -46.6), "sam"],
    ["Tokyo", at(35.7, 139.7), "apac-ne"],
    ["Jakarta", at(-6.2, 106.8), "apac-se"],
    ["Auckland", at(-36.8, 174.8), "oc"],
    ["Cape Town", at(-33.9, 18.4), "afr"],
    ["Dubai", at(25.2, 55.3), "me"],
  ])("begin with the nearest: %s", (_, whence, first) => {
    expect(likeliest(whence)[0]).toBe(first);
  });

  it("hold the other side of a continent, for what the map does not know of cables", () => {
    expect([...likeliest(at(50.1, 8.7))].sort()).toEqual(expect.arrayContaining(["eeur", "weur"]));
    expect(likeliest(at(41.9, -87.6))).toEqual(expect.arrayContaining(["enam", "wnam"]));
  });

  it("go by the data centre where the place is unknown, then by the continent, then far apart", () => {
    expect(likeliest({ colo: "NRT", continent: "EU" })[0]).toBe("apac-ne");
    expect(likeliest({ colo: "XXX", continent: "OC", latitude: "", longitude: " " })[0]).toBe("oc");
    expect(likeliest({ continent: "constructor" })).toEqual(likeliest({}));
    expect(likeliest({})).toHaveLength(3);
  });

  it("are the server itself where the platform says nothing", () => {
    expect(likeliest(undefined)).toEqual([LOCAL]);
  });

  it("are three different ones that the platform knows, for any request", () => {
    fc.assert(
      fc.property(whences, (whence) => {
        const found = likeliest(whence);
        expect(new Set(found).size).toBe(3);
        for (const one of found) expect(isRegion(one) && one !== LOCAL && one !== "apac").toBe(true);
      }),
    );
  });
});

describe("the region of a match", () => {
  const berlin = at(52.5, 13.4);

  it("is the one that the player asks for", () => {
    expect(regionFor(berlin, { region: "sam", rtt: { weur: 10 } })).toBe("sam");
    expect(regionFor(undefined, { region: "sam" })).toBe("sam");
  });

  it("else the one with the least round trip, else the likeliest", () => {
    expect(regionFor(berlin, { rtt: { eeur: 31, weur: 24, enam: 100 } })).toBe("weur");
    expect(regionFor(berlin, { rtt: {} })).toBe(likeliest(berlin)[0]);
    expect(regionFor(undefined, {})).toBe(LOCAL);
  });

  it("is never the server itself on the platform, and always one that there is", () => {
    fc.assert(
      fc.property(
        fc.option(whences, { nil: undefined }),
        fc.option(region, { nil: undefined }),
        rtts,
        (at, one, rtt) => {
          const found = regionFor(at, { region: one, rtt });
          expect(isRegion(found)).toBe(true);
          if (at !== undefined) expect(found).not.toBe(LOCAL);
        },
      ),
    );
  });
});

it("a region is known by its name alone, and is placed by its hint", () => {
  for (const word of ["", "WEUR", "constructor", "__proto__", "moon"]) expect(isRegion(word)).toBe(false);
  expect(new Set(REGIONS.map(regionName)).size).toBe(REGIONS.length);
  for (const one of REGIONS) expect(placed(one)).toEqual(one === LOCAL ? {} : { locationHint: one });
});
