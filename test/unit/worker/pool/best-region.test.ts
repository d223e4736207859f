import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MatchInfo } from "#shared/protocol/index.ts";
import { bestRegion, type Reach } from "#worker/pool/best-region.ts";

const match = (players: number, change: Partial<MatchInfo> = {}): MatchInfo => ({
  ...{ code: "A", game: "g", mode: "m", status: "live", seats: 8, players, bots: 0, spectators: 0, listed: true },
  ...change,
});
const weur = (rtt: number, ...matches: MatchInfo[]): Reach => ({ region: "weur", rtt, matches });
const eeur = (rtt: number, ...matches: MatchInfo[]): Reach => ({ region: "eeur", rtt, matches });

describe("the region for casual play", () => {
  it("is the nearest where there are no people, or as many", () => {
    expect(bestRegion([eeur(60), weur(20)])).toBe("weur");
    expect(bestRegion([eeur(60, match(3)), weur(20, match(3))])).toBe("weur");
    expect(bestRegion([])).toBeUndefined();
  });
  it("is one that is farther where people are worth it: each of them 50 ms", () => {
    expect(bestRegion([weur(20), eeur(60, match(1))])).toBe("eeur");
    expect(bestRegion([weur(20), eeur(80, match(1))])).toBe("weur");
    expect(bestRegion([weur(20, match(2)), eeur(60, match(3))])).toBe("eeur");
  });
  it("goes by open seats that are offered: neither by a full match, nor by one that is about to end", () => {
    expect(bestRegion([weur(20), eeur(60, match(8))])).toBe("weur");
    expect(bestRegion([weur(20), eeur(60, match(4, { left: 0.125 }))])).toBe("weur");
    expect(bestRegion([weur(20), eeur(60, match(4, { status: "ended" }))])).toBe("weur");
    expect(bestRegion([weur(20), eeur(60, match(4, { left: 0.25 }))])).toBe("eeur");
  });

  it("is never one that is farther and has no more people to play with", () => {
    const reach = fc.record({
      region: fc.constantFrom("weur", "eeur", "enam", "oc"),
      rtt: fc.nat(400),
      matches: fc.array(
        fc.nat(8).map((players) => match(players)),
        { maxLength: 4 },
      ),
    }) satisfies fc.Arbitrary<Reach>;
    const open = ({ matches }: Reach) => Math.max(0, ...matches.map(({ players }) => (players < 8 ? players : 0)));
    fc.assert(
      fc.property(fc.uniqueArray(reach, { selector: ({ region }) => region, minLength: 1 }), (reaches) => {
        const chosen = reaches.find(({ region }) => region === bestRegion(reaches));
        if (!chosen) throw new Error("no region was chosen");
        for (const other of reaches) if (other.rtt < chosen.rtt) expect(open(other)).toBeLessThan(open(chosen));
      }),
    );
  });
});
