import { describe, expect, it } from "vitest";
import { current, leave, move } from "#worker/player/whereabouts.ts";

const at = 1_700_000_000_000;
const MINUTE = 60_000;
const match = { code: "4G7K2M9QXZ", game: "arena", at };
const party = { code: "4G7K2M9QXZ12", at };

describe("where a player is", () => {
  it("changes part by part", () => {
    const both = move(move({}, "match", match), "party", party);
    expect(both).toEqual({ match, party });
    expect(move(both, "match", undefined)).toEqual({ party });
    expect(move(both, "match", { ...match, code: "0000000000" }).match?.code).toBe("0000000000");
  });

  it("is not written again for what it says already, but once in a minute", () => {
    const where = move({}, "match", match);
    expect(move(where, "match", { ...match, at: at + MINUTE - 1 })).toBe(where);
    expect(move(where, "match", { ...match, at: at + MINUTE })).not.toBe(where);
    expect(move(where, "queue", undefined)).toBe(where);
  });

  it("is left only for the match that is meant: the player may be in the next one", () => {
    const where = { match, party };
    expect(leave(where, "match", "0000000000")).toBe(where);
    expect(leave(where, "match", match.code)).toEqual({ party });
  });

  it("says nothing once it is old, nor by a clock that was wrong", () => {
    const queue = { game: "arena", mode: "duel", region: "local", at };
    const where = { match, party, queue };
    expect(current(where, at + MINUTE)).toEqual(where);
    expect(current(where, at + 20 * MINUTE)).toEqual({ match, party });
    expect(current(where, at + 7 * 60 * MINUTE)).toEqual({ party });
    expect(current(where, at + 25 * 60 * MINUTE)).toEqual({});
    expect(current(where, at - 25 * 60 * MINUTE)).toEqual({});
  });
});
