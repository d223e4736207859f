import { expect, it } from "vitest";
import { fitName } from "#client/view/games/common/fit-name.ts";

/** Each UTF-16 unit is 10 wide. */
const measure = (text: string): number => text.length * 10;

it.each([
  ["fits", "Ada", 30, "Ada"],
  ["is too long", "Adalbert", 50, "Adal…"],
  ["has a space where it is cut", "Ada Lovelace", 50, "Ada…"],
  ["ends in marks that belong to a letter", "ab́́́c", 30, "a…"],
  ["is one flag after another", "🇩🇪🇩🇰🇫🇷", 60, "🇩🇪…"],
  ["has no letter that fits", "🇩🇪🇩🇰", 20, "…"],
  ["is empty", "", 20, ""],
] as const)("a name that %s is cut between two letters", (_, name, width, shown) => {
  expect(fitName(name, width, measure)).toBe(shown);
});
