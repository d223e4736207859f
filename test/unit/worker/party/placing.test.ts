import { describe, expect, it } from "vitest";
import { registry } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";
import { type Places, placeCasual, placePrivate, teamSize } from "#worker/party/placing.ts";

const games = registry(toy);
const [mode] = Object.keys(toy.modes);
const choice = { game: toy.name, mode, settings: { seats: 4 } };
const group = (...ids: string[]) => ids.map((id) => ({ id, name: id }));

/** Places where these matches are found in turn, of which the last one has room. */
function places(codes: readonly string[], open: string | undefined = "OWN") {
  const asked: { not: readonly string[] }[] = [];
  const told: string[] = [];
  const groups: unknown[] = [];
  const given: Places = {
    async find(_choice, _players, not) {
      asked.push({ not: [...not] });
      return { code: codes[Math.min(asked.length, codes.length) - 1] };
    },
    async refused(_choice, code, _player, reason) {
      told.push(`${code} ${reason}`);
    },
    open: async () => open,
    async reserve(code, of) {
      groups.push(of.map((one) => one.map(({ id }) => id)));
      if (code === "OLD") return undefined;
      if (code === "GONE") return { ok: false, reason: "no_match", at: 1, game: undefined };
      if (code === "FULL") return { ok: false, reason: "full", at: 1, game: "toy" };
      const seats = of.flat().map(({ id, name }, seat) => ({ player: id, seat, name }));
      return { ok: true, seats, at: 7, game: "toy" };
    },
  };
  return { given, asked, told, groups };
}

describe("casual play", () => {
  it("asks for another match where one refuses, is gone, or runs under an older build", async () => {
    const { given, asked, told } = places(["FULL", "GONE", "OLD", "ROOM"]);
    const placed = await placeCasual(given, games, choice, group("a", "b"));
    expect(placed).toMatchObject({ ok: true, code: "ROOM", at: 7, seats: [{ player: "a" }, { player: "b" }] });
    expect(asked.at(-1)).toEqual({ not: ["FULL", "GONE", "OLD"] });
    expect(told).toEqual(["GONE no_match"]);
  });

  it("gives up after some tries", async () => {
    const { given, asked } = places(["FULL"]);
    expect(await placeCasual(given, games, choice, group("a", "b"))).toEqual({ ok: false, why: "no_seats" });
    expect(asked).toHaveLength(5);
  });

  it("asks for none where no team has so many seats", async () => {
    const { given, asked } = places(["ROOM"]);
    const many = group(..."abcdefgh".slice(0, teamSize(games, choice) + 1));
    expect(await placeCasual(given, games, choice, many)).toEqual({ ok: false, why: "too_big" });
    expect(asked).toEqual([]);
  });
});

describe("a private match", () => {
  it("takes each for themselves, so that teams are even", async () => {
    const { given, groups } = places([]);
    expect(await placePrivate(given, choice, group("a", "b"))).toMatchObject({ ok: true, code: "OWN" });
    expect(groups).toEqual([[["a"], ["b"]]]);
  });

  it("says why it can't be", async () => {
    const { given } = places([], undefined);
    expect(await placePrivate({ ...given, open: async () => undefined }, choice, group("a"))).toEqual({
      ok: false,
      why: "too_many",
    });
    expect(await placePrivate(given, choice, group(..."abcde"))).toEqual({ ok: false, why: "too_big" });
  });
});
