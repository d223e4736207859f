/** Figures of a match, and questions before acts, as an operator reads them. */
import { expect, it } from "vitest";
import { type Concerned, questionOf } from "#client/view/monitor/match/act-words.ts";
import { series } from "#client/view/monitor/match/charts.ts";
import { dollarsAnHour } from "#client/view/monitor/match/head.ts";
import { ageText, bytesText, callOf, dollarsText, msText, shareText } from "#client/view/monitor/match/words.ts";
import { matchLook, NOW, socketRow } from "#test/support/monitor.ts";

it.each([
  [0, "$0"],
  [0.0000042, "$0.0000042"],
  [0.00123, "$0.0012"],
  [0.05, "$0.050"],
  [1.239, "$1.24"],
])("%f dollars", (dollars, text) => {
  expect(dollarsText(dollars)).toBe(text);
});

it("what an hour costs is told once there is enough to tell by", () => {
  expect(dollarsAnHour(0.001, NOW - 29_000, NOW)).toBeUndefined();
  expect(dollarsAnHour(0.001, NOW - 600_000, NOW)).toBeCloseTo(0.006);
});

it("bytes, shares, milliseconds and ages", () => {
  expect([0, 1023, 1024, 300_000, 5e9].map(bytesText)).toEqual([
    "0 bytes",
    "1023 bytes",
    "1.0 KiB",
    "293 KiB",
    "4.7 GiB",
  ]);
  expect([0, 0.004, 0.126, 1].map(shareText)).toEqual(["0%", "under 1%", "13%", "100%"]);
  expect([4.4, 9999, 12_000].map(msText)).toEqual(["4 ms", "9999 ms", "12 s"]);
  expect([-5, 59_000, 61_000, 3_700_000, 90_000_000].map(ageText)).toEqual([
    "0 s",
    "59 s",
    "1 min 1 s",
    "1 h 1 min",
    "1 d 1 h",
  ]);
});

it("sockets have names", () => {
  expect(callOf(socketRow())).toBe("Ada");
  expect(callOf(socketRow({ name: "", seat: 3 }))).toBe("Seat 3");
  expect(callOf(socketRow({ role: "spectator", name: "" }))).toBe("A spectator");
  expect(callOf(socketRow({ role: "relay", name: "0", watchers: 1 }))).toBe("A relay (0) with 1 spectator");
});

const match: Concerned = { nameOf: () => "Ada", players: 2, watchers: 1, status: "live" };

it("the question says what will happen, to which player, and whether it can be taken back", () => {
  expect(questionOf({ act: "kick", seat: 0 }, match)).toMatchObject({ title: "Kick Ada?", isFinal: false });
  const bar = questionOf({ act: "bar", seat: 3 }, match);
  expect(bar).toMatchObject({ title: "Bar Ada from this match?", isFinal: true });
  expect(bar.text).toContain("seat 3 is free");
  expect(questionOf({ act: "end" }, match).text).toBe(
    "The round ends now, and what it has come to is its result. 2 players and 1 spectator read that the operator has ended the match. It can't be taken back.",
  );
  expect(questionOf({ act: "end" }, { ...match, status: "waiting" }).text).toContain("ends without another result");
  expect(questionOf({ act: "announce", text: "Hello" }, match).text).toContain("“Hello”");
});

it("a chart's line has a gap where the match slept", () => {
  const [a, b, c] = matchLook().history;
  const [times, line] = series([a, b, { ...c, at: b.at + 60_000 }], ({ ticks }) => ticks);
  expect(line).toEqual([30, 30, null, 30]);
  expect(times[2]).toBe(b.at / 1000 + 1);
});
