/**
 * @vitest-environment happy-dom
 * What a player reads while they wait is no more than is known.
 */
import { expect, it } from "vitest";
import { estimateText, pausedText, widthText } from "#client/view/queue/bar.ts";

it("says a range and how it is known, or that nothing is known", () => {
  expect(estimateText(null, 5)).toBe("Wait: unknown, too few matches lately");
  expect(estimateText({ from: 5, to: 20, by: "hour" }, 5)).toBe("Most waited 5 s to 20 s at this hour");
  expect(estimateText({ from: 12, to: 180, by: "day" }, 5)).toBe("Most waited 12 s to 3 min today");
  expect(estimateText({ from: 9, to: 9, by: "day" }, 9)).toBe("Most waited 9 s today");
});

it("owns up to a wait that is longer than the range", () => {
  expect(estimateText({ from: 5, to: 20, by: "hour" }, 21)).toBe("Longer than most at this hour (5 s to 20 s)");
});

it("says how wide the search is, in words that hardly change", () => {
  expect(widthText({ skill: 5, rtt: 81, open: 0 })).toBe("Looking for players of like skill, within 80 ms");
  expect(widthText({ skill: 15, rtt: 120, open: 0.5 })).toBe("Looking for players of a wider range, within 120 ms");
  expect(widthText({ skill: 40, rtt: 250, open: 1 })).toBe("Looking for any players, within 250 ms");
});

it("says for how long a player who has left rounds must wait, in whole minutes", () => {
  expect(pausedText(61_000)).toContain("in 2 minutes;");
  expect(pausedText(100)).toContain("in 1 minute;");
  expect(pausedText(undefined)).toContain("a few minutes");
});
