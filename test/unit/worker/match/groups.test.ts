import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SeatPlan, seatGroups } from "#worker/match/seats/groups.ts";
import { Seats } from "#worker/match/seats/seats.ts";

const NOW = 1_000_000;

/** Seats by turns in so many teams; 0 for a match without teams. */
const planOf = (
  teams: number,
  owners: readonly (string | undefined)[],
  promised: readonly boolean[] = [],
): SeatPlan => ({
  count: owners.length,
  teamOf: (seat) => (teams === 0 ? -1 : seat % teams),
  ownerOf: (seat) => owners[seat],
  isPromised: (seat) => promised[seat] ?? false,
  isBot: () => false,
});
const empty = (count: number) => new Array<string | undefined>(count).fill(undefined);
const named = (...ids: string[]) => ids.map((id) => ({ id, name: id.toUpperCase() }));

describe("seats for groups", () => {
  it("are in one team for each group, where there are teams", () => {
    const seats = seatGroups(
      [
        ["a", "b"],
        ["c", "d"],
      ],
      planOf(2, empty(4)),
    );
    expect(seats).toEqual(
      new Map([
        ["a", 0],
        ["b", 2],
        ["c", 1],
        ["d", 3],
      ]),
    );
  });

  it("are in the team that has the fewest players", () => {
    expect(seatGroups([["a", "b"]], planOf(2, ["x", ...empty(5)]))).toEqual(
      new Map([
        ["a", 1],
        ["b", 3],
      ]),
    );
  });

  it("are in the team in which one of the group sits already, and are not found elsewhere", () => {
    const owners = ["a", "x", undefined, "y", undefined, undefined];
    expect(seatGroups([["a", "b"]], planOf(2, owners))).toEqual(
      new Map([
        ["a", 0],
        ["b", 2],
      ]),
    );
    expect(seatGroups([["a", "b", "c", "d"]], planOf(2, owners))).toBeUndefined();
  });

  it("are found where only one way leads there: three groups of two and two of three", () => {
    const groups = [
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
      ["g", "h", "i"],
      ["j", "k", "l"],
    ];
    expect(seatGroups(groups, planOf(2, empty(12)))?.size).toBe(12);
  });

  it("are none where one is missing", () => {
    expect(seatGroups([["a", "b"], ["c"]], planOf(0, ["x", ...empty(2)]))).toBeUndefined();
    expect(seatGroups([["a", "b"]], planOf(0, empty(2), [true]))).toBeUndefined();
  });

  it("are found, for all and each once, wherever there are as many in a team; each group in one team", () => {
    const shape = fc.record({
      teams: fc.integer({ min: 0, max: 3 }),
      owners: fc.array(fc.boolean(), { minLength: 1, maxLength: 16 }),
      promised: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
      sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(shape, ({ teams, owners, promised, sizes }) => {
        const plan = planOf(
          teams,
          owners.map((owned, seat) => (owned ? `x${seat}` : undefined)),
          promised,
        );
        const groups = sizes.map((size, group) => Array.from({ length: size }, (_, i) => `${group}.${i}`));
        const seats = seatGroups(groups, plan);
        const free = owners.flatMap((owned, seat) => (owned || promised[seat] ? [] : [seat]));
        if (seats) {
          expect(new Set(seats.values()).size).toBe(groups.flat().length);
          for (const group of groups) {
            expect(new Set(group.map((player) => plan.teamOf(seats.get(player) ?? -1))).size).toBe(1);
            for (const player of group) expect(free).toContain(seats.get(player));
          }
        }
        // One group alone finds seats exactly where a team has as many.
        const most = Math.max(
          0,
          ...[...new Set(free.map(plan.teamOf))].map(
            (team) => free.filter((seat) => plan.teamOf(seat) === team).length,
          ),
        );
        if (sizes.length === 1) expect(seats !== undefined).toBe(sizes[0] <= most);
        if (teams === 0) expect(seats !== undefined).toBe(groups.flat().length <= free.length);
      }),
    );
  });
});

describe("a promise to groups", () => {
  it("leaves the seats that others were promised, and is the same when it is asked for again", () => {
    const seats = new Seats(4);
    seats.teamOf = (seat) => seat % 2;
    seats.reserve("x", "X", NOW);
    const first = seats.reserveAll([named("a", "b")], NOW);
    expect(first).toEqual([
      { player: "a", seat: 1, name: "A" },
      { player: "b", seat: 3, name: "B" },
    ]);
    expect(seats.reserveAll([named("a", "b")], NOW + 1)).toEqual(first);
    expect(seats.reserve("x", undefined, NOW)?.seat).toBe(0);
    expect(seats.reserve("y", "Y", NOW)?.seat).toBe(2);
  });

  it("changes nothing where not all find a seat", () => {
    const seats = new Seats(2);
    expect(seats.reserveAll([named("a", "b", "c")], NOW)).toBeUndefined();
    expect(seats.reserve("y", "Y", NOW)?.seat).toBe(0);
  });

  it("leaves a player in their seat, under the name that they come with", () => {
    const seats = new Seats(3);
    seats.arrive({ player: "a", seat: 2, name: "Ann" }, 1);
    expect(seats.reserveAll([named("a", "b")], NOW)).toEqual([
      { player: "a", seat: 2, name: "A" },
      { player: "b", seat: 0, name: "B" },
    ]);
  });
});
