import { describe, expect, it } from "vitest";
import { newsOf } from "#client/view/party/news.ts";
import { parsePath, partyPath, pathFrom } from "#client/view/router.ts";
import { spellPartyCode } from "#shared/protocol/code.ts";
import type { PartySnapshot } from "#shared/protocol/party.ts";

const CODE = "4G7K2M9QXZAB";

const partyOf = (names: readonly string[], changes: Partial<PartySnapshot> = {}): PartySnapshot => ({
  ...{ type: "party", code: CODE, you: 1, leader: 1, game: "arena", mode: "brawl", state: "idle" },
  members: names.map((name, i) => ({ member: i + 1, name, ready: false, here: true, plays: false })),
  ...changes,
});

describe("what a screen reader is told of a party", () => {
  it("is who comes, who goes, who is ready, and who leads", () => {
    expect(newsOf(undefined, partyOf(["Ada"]))).toMatch(/^You are in a party/);
    expect(newsOf(partyOf(["Ada"]), partyOf(["Ada", "Bob"]))).toBe("Bob has joined the party.");
    expect(newsOf(partyOf(["Ada", "Bob"]), partyOf(["Ada"]))).toBe("Bob has left the party.");
    const ready = partyOf(["Ada", "Bob"]).members.map((one) => ({ ...one, ready: one.name === "Bob" }));
    expect(newsOf(partyOf(["Ada", "Bob"]), partyOf([], { members: ready }))).toBe("Bob is ready.");
    expect(newsOf(partyOf(["Ada", "Bob"]), partyOf(["Ada", "Bob"], { leader: 2 }))).toBe("Bob leads the party now.");
    expect(newsOf(partyOf(["Ada", "Bob"], { leader: 2 }), partyOf(["Ada", "Bob"]))).toBe("You lead the party now.");
    expect(newsOf(partyOf(["Ada"]), partyOf(["Ada"], { mode: "teams" }))).toBeUndefined();
  });
});

describe("a party's code, and its link", () => {
  it.each([CODE, spellPartyCode(CODE), CODE.toLowerCase(), `https://scrim.example/p/${CODE}`, `/p/${CODE}/`])(
    "%s leads to the party",
    (typed) => expect(pathFrom(typed)).toBe(partyPath(CODE)),
  );

  it("is told from a match's by its length", () => {
    expect(spellPartyCode(CODE)).toBe("4G7K-2M9Q-XZAB");
    expect(parsePath(`/p/${CODE}`)).toEqual({ page: "party", code: CODE });
    expect(parsePath(`/m/${CODE}`)).toEqual({ page: "unknown" });
    expect(parsePath(`/p/${CODE.slice(2)}`)).toEqual({ page: "unknown" });
    expect(pathFrom(CODE.slice(2))).toBe(`/m/${CODE.slice(2)}`);
  });
});
