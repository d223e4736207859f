import { afterEach, expect, it, vi } from "vitest";
import { brief, briefPath, log } from "#worker/log.ts";

afterEach(() => vi.restoreAllMocks());

it("writes one line of JSON an event, with its level", () => {
  for (const level of ["info", "warn", "error"] as const) {
    const write = vi.spyOn(console, level).mockImplementation(() => {});
    log[level]("door_opened", { tick: 3, detail: "two\nlines", absent: undefined });
    expect(write).toHaveBeenCalledOnce();
    const line = String(write.mock.calls[0][0]);
    expect(line).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({ level, event: "door_opened", tick: 3, detail: "two\nlines" });
  }
});

it("shows only the beginning of a code that lets a player in", () => {
  expect(brief("ABCDEFGHJK")).toBe("ABCD…(10)");
  expect(["Ada", "A", ""].map(brief)).toEqual(["A…(3)", "…(1)", "…(0)"]);
  expect(briefPath("/api/matches/ABCDEFGHJK/join")).toBe("/api/matches/ABCD…(10)/join");
  expect(briefPath("/ws/ABCDE%2DFGHJK")).toBe("/ws/ABCD…(13)");
});
