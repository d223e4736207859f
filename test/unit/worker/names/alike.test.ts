import { describe, expect, it } from "vitest";
import { tagOf } from "#shared/names/tag.ts";
import { shownNames } from "#worker/names/alike.ts";

const [ANN, BOB] = ["00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"];
const both = (a: string, b: string) =>
  shownNames([
    { player: ANN, name: a },
    { player: BOB, name: b },
  ]);

describe("a shown name", () => {
  it("is the player's own, where no other is like it", () => {
    expect(both("Ann", "Bob")).toEqual(["Ann", "Bob"]);
    for (const [a, b] of [
      ["Ann", "Anna"],
      ["p1", "p2"],
      ["Player 1", "Player 2"],
      ["渡邉", "渡辺"],
      ["Иван", "Иванна"],
      ["नमस्ते", "नमस्कार"],
      ["🦊", "🐻"],
    ])
      expect(both(a, b), `${a} ${b}`).toEqual([a, b]);
  });

  it.each([
    ["Ada", "Ada", "the same"],
    ["Ada", "ADA", "in capitals"],
    ["Ada", "\u0410\u0434\u0430".replace("\u0434", "d"), "with Cyrillic letters"],
    ["Alice", "AIice", "with a capital I"],
    ["Alice", "A1ice", "with a digit"],
    ["ALICE", "alice", "in capitals, which have an I"],
    ["Bob", "B0b", "with a zero"],
    ["Paul", "\u03A1aul", "with a Greek letter"],
    ["Ada", "\u{1D400}da", "with a mathematical letter"],
    ["Ada", "\uFF21\uFF44\uFF41", "in full width"],
    ["Ada", "Áda", "with an accent"],
    ["Ada", "A d.a", "with spaces and punctuation"],
    ["modern", "rnodern", "with letters that run together"],
  ])("has a tag: %s and %s are alike, %s", (a, b) => {
    expect(both(a, b)).toEqual([`${a} #${tagOf(ANN)}`, `${b} #${tagOf(BOB)}`]);
  });

  it("has a tag where it pretends to have one", () => {
    const forged = `Bob #${tagOf(ANN)}`;
    expect(both("Ann", forged)).toEqual(["Ann", `${forged} #${tagOf(BOB)}`]);
  });

  it("needs none against a bot, nor against the same player in another seat", () => {
    expect(shownNames([{ player: ANN, name: "Ada" }, { name: "Ada" }])).toEqual(["Ada", "Ada"]);
    const twice = [
      { player: ANN, name: "Ada" },
      { player: ANN, name: "Ada" },
    ];
    expect(shownNames(twice)).toEqual(["Ada", "Ada"]);
  });
});
