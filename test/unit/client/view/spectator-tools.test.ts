/** What a spectator has at hand: the keys, the picture without anything over it, and the best match to watch. */
import { describe, expect, it } from "vitest";
import { SettingsStore } from "#client/settings.ts";
import { CleanPicture, cleanFrom } from "#client/view/match/clean.ts";
import { KeyLegend } from "#client/view/match/key-legend.ts";
import { bestMatch } from "#client/view/pages/best-match.ts";
import type { MatchInfo } from "#shared/protocol/index.ts";
import { memory } from "#test/support/memory.ts";
import { textOf } from "#test/support/template.ts";

describe("the legend of keys", () => {
  const legendOf = (kept = memory()) =>
    new KeyLegend({
      settings: new SettingsStore(memory()),
      has: (action) => action !== "free",
      redraw: () => {},
      kept,
    });

  it("is shown until one of the keys has been used, and never again by itself", () => {
    const kept = memory();
    const legend = legendOf(kept);
    expect(legend.isOpen).toBe(true);
    legend.used("next");
    expect(legend.isOpen).toBe(false);
    expect(legendOf(kept).isOpen).toBe(false);
  });

  it("that was asked for stays until it is closed", () => {
    const legend = legendOf();
    legend.toggle();
    expect(legend.isOpen).toBe(false);
    legend.toggle();
    legend.used("legend");
    legend.used("pause");
    expect(legend.isOpen).toBe(true);
    legend.toggle();
    expect(legend.isOpen).toBe(false);
  });

  it("names the keys that do something here", () => {
    const text = textOf(legendOf().view());
    expect(text).toContain("follow the action");
    expect(text).toContain("?");
    expect(text).not.toContain("free camera");
  });
});

describe("a picture with nothing over it", () => {
  it.each([
    ["", undefined],
    ["?t=5", undefined],
    ["?clean", []],
    ["?clean=", []],
    ["?clean=feed,score", ["score", "feed"]],
    ["?clean=card,lobby", ["card"]],
  ] as const)("is asked for by the address %o", (search, kept) => {
    expect(cleanFrom(search)).toEqual(kept);
  });

  it("comes and goes by a key", () => {
    const clean = new CleanPicture("", () => {});
    expect([clean.kept, clean.leave()]).toEqual([undefined, false]);
    clean.toggle();
    expect([clean.kept, clean.leave(), clean.kept]).toEqual(["", true, undefined]);
    expect(new CleanPicture("?clean=score", () => {}).kept).toBe("score");
  });
});

describe("the best match to watch", () => {
  const match = (code: string, change: Partial<MatchInfo>): MatchInfo => ({
    ...{
      code,
      game: "arena",
      mode: "brawl",
      status: "live",
      seats: 8,
      players: 1,
      bots: 0,
      spectators: 0,
      listed: true,
    },
    ...change,
  });

  it("is played, has most players, then most watchers, then most bots", () => {
    const matches = [
      match("A", { players: 7, status: "waiting" }),
      match("B", { players: 6, status: "ended" }),
      match("C", { players: 2, spectators: 1 }),
      match("D", { players: 2, spectators: 4, bots: 1 }),
      match("E", { players: 2, spectators: 4, bots: 3 }),
      match("F", { players: 1, spectators: 9 }),
    ];
    const codes = (from: readonly MatchInfo[]): string[] => {
      const best = bestMatch(from);
      return best ? [best.code, ...codes(from.filter((one) => one !== best))] : [];
    };
    expect(codes(matches)).toEqual(["E", "D", "C", "F"]);
    expect(bestMatch([])).toBeUndefined();
  });
});
