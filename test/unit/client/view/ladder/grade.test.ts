/** Ratings in words and lines. */
import { describe, expect, it } from "vitest";
import { playerIn } from "#client/own-player.ts";
import { cornersOf, historyText } from "#client/view/ladder/chart.ts";
import { changeText, nextText, standingOf } from "#client/view/ladder/grade.ts";
import { ladderOf, ladders, seasonTitle } from "#client/view/ladder/ladders.ts";
import { alike } from "#client/view/ladder/player-link.ts";
import { ratingView } from "#client/view/match/rating-view.ts";
import { UNRATED } from "#shared/protocol/ladder.ts";
import { change, grade, idOf, tokenFor } from "#test/support/ladders.ts";
import { textOf } from "#test/support/template.ts";

describe("a grade in words", () => {
  it("is the tier, or how far the placement has come", () => {
    expect(standingOf(grade)).toBe("Platinum 3");
    expect(standingOf({ ...grade, placement: 5 })).toBe("placing 0/5");
    expect(standingOf({ ...grade, placement: 1 })).toBe("placing 4/5");
  });

  it("says what comes next", () => {
    expect(nextText(grade)).toBe("12% of the way to Platinum 2");
    const { next: _, ...highest } = grade;
    expect(nextText({ ...highest, tier: "Master" })).toBe("The highest tier");
    expect(nextText({ ...grade, placement: 3 })).toBe("3 more rounds until you have a rank");
  });

  it("has signs for its changes", () => {
    expect([changeText(5, 29), changeText(29, 21), changeText(7, 7)]).toEqual(["+24", "−8", "±0"]);
  });
});

describe("the line of a history", () => {
  const history = [10, 30, 20].map((points) => ({ points }));

  it("goes from left to right, the highest at the top", () => {
    expect(cornersOf(history)).toEqual([
      [4, 56],
      [150, 4],
      [296, 30],
    ]);
    expect(historyText(history)).toBe("Points over the last 3 rounds: from 10 to 20, at least 10 and at most 30.");
  });

  it("stays in the middle where nothing changes", () => {
    expect(cornersOf([{ points: 0 }, { points: 0 }]).map(([, y]) => y)).toEqual([30, 30]);
  });
});

describe("the own rating after a round", () => {
  it("says the tier, the points and the change", () => {
    const text = textOf(ratingView({ is: "rated", round: 1, changes: [change(0), change(1)] }, 0, idOf("a")));
    expect(text).toContain("Platinum 3, from 780 to 812 points, +32. 12% of the way to Platinum 2.");
    expect(text).toContain("New tier!");
  });

  it("says so of a first round, and of one that was left", () => {
    const { before: _, ...first } = change(0, { left: true, after: { ...grade, placement: 4 } });
    const text = textOf(ratingView({ is: "rated", round: 1, changes: [first] }, 0, undefined));
    expect(text).toContain("placing 1/5, 812 points, your first rated round. 4 more rounds until you have a rank.");
    expect(text).toContain("You had left: it counts as a loss.");
    expect(text).not.toContain("New tier!");
  });

  it("says why not, for each reason that there is", () => {
    const texts = UNRATED.map((why) => textOf(ratingView({ is: "unrated", why }, 0, undefined)));
    expect(new Set(texts).size).toBe(UNRATED.length);
    for (const text of texts) expect(text).toMatch(/^Not rated: [a-z ]+\. Your rating stays as it is\.$/);
  });

  it("that is late will be on the profile", () => {
    expect(textOf(ratingView({ is: "late" }, 0, idOf("a")))).toMatch(/Nothing is lost: it will be on your profile \./);
  });

  it("says so where the player came too late", () => {
    expect(textOf(ratingView({ is: "rated", round: 1, changes: [change(1)] }, 0, undefined))).toContain(
      "You were not rated",
    );
  });
});

it("ladders are those of competitive modes", () => {
  expect(ladders().map(({ game, mode }) => `${game}/${mode}`)).toEqual(["arena/pairs", "puck/faceoff"]);
  expect(ladderOf("puck", "duel")).toBeUndefined();
  expect(ladderOf("puck", "constructor")).toBeUndefined();
  expect([seasonTitle("2026-q4"), seasonTitle("odd")]).toEqual(["2026, season 4", "odd"]);
});

it("names are alike also in another case or width", () => {
  const named = (digit: string, name: string) => ({ player: idOf(digit), name, tag: "" });
  const players = [named("a", "Ann"), named("b", "ANN"), named("c", "Ａnn"), named("d", "Dan"), named("d", "Dan")];
  expect([...alike(players)]).toEqual([idOf("a"), idOf("b"), idOf("c")]);
});

describe("the own player", () => {
  it("is read from the token", () => expect(playerIn(tokenFor(idOf("c")))).toBe(idOf("c")));

  it.each([undefined, "", "a.b.c", "an-opaque-token", tokenFor("short"), "e30.!!!.x"])(
    "is not known from %s",
    (token) => expect(playerIn(token)).toBeUndefined(),
  );
});
