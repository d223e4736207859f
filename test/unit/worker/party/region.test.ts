/** Where a party plays. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meetingOf } from "#worker/party/region.ts";

describe("a party meets", () => {
  it("where the worst round trip of its members is least, not where the leader is", () => {
    const members = [
      { weur: 10, eeur: 45, enam: 95 },
      { weur: 130, eeur: 40, me: 20 },
      { eeur: 50, weur: 60, enam: 90 },
    ];
    expect(meetingOf(members, "weur")).toEqual({ region: "eeur", rtts: members });
  });

  it("of equals where it is nearer for all together", () => {
    expect(
      meetingOf(
        [
          { weur: 50, eeur: 50 },
          { weur: 50, eeur: 20 },
        ],
        "weur",
      ).region,
    ).toBe("eeur");
  });

  it("also with a member who has measured nothing, for whom the others' worst round trips stand", () => {
    const members = [{ weur: 30, enam: 90 }, {}, { weur: 40, enam: 20, sam: 5 }];
    expect(meetingOf(members, "weur")).toEqual({
      region: "weur",
      rtts: [members[0], { weur: 40, enam: 90 }, members[2]],
    });
  });

  it.each([
    ["nothing is measured", [{}, {}], undefined],
    ["they have no region in common", [{ weur: 20 }, { oc: 20 }], undefined],
    [
      "each region is too far for one of them",
      [
        { weur: 20, oc: 300 },
        { weur: 300, oc: 20 },
      ],
      250,
    ],
    ["what is measured is no region", [{ moon: 2, constructor: 3 }], undefined],
    ["a member claims to be on this very machine", [{ local: 0 }], undefined],
  ])("in the leader's region where %s, which then counts as near", (_, members, never) => {
    expect(meetingOf(members as Record<string, number>[], "enam", never)).toEqual({
      region: "enam",
      rtts: members.map(() => ({})),
    });
  });

  it("in the one region of a server that has no others, and in those that a test makes up", () => {
    expect(meetingOf([{ local: 1 }, { local: 2 }], "local").region).toBe("local");
    expect(meetingOf([{ weur: 1 }, { weur: 2 }], "local").region).toBe("weur");
  });

  it("nowhere that is too far for a member while there is a region that is not, and no other region would be better", () => {
    const rtt = fc.dictionary(fc.constantFrom("weur", "eeur", "enam", "sam"), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(fc.array(rtt, { minLength: 1, maxLength: 8 }), (members) => {
        const { region, rtts } = meetingOf(members, "oc", 250);
        const asked = members.filter((one) => Object.keys(one).length > 0);
        const worst = (name: string) => Math.max(...asked.map((one) => one[name] ?? Number.POSITIVE_INFINITY));
        const best = Math.min(...["weur", "eeur", "enam", "sam"].map(worst));
        expect(rtts).toHaveLength(members.length);
        if (asked.length === 0 || best > 250) expect(region).toBe("oc");
        else {
          expect(worst(region)).toBe(best);
          // Pairing finds a region that all of them want.
          expect(rtts.every((one) => one[region] <= 250)).toBe(true);
        }
      }),
    );
  });
});
