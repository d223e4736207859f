/** Where in the author's own source something happened, of all that a stack names. */
import { expect, it } from "vitest";
import { placeOf } from "#shared/dev/place.ts";

it.each([
  [
    "Error: x\n    at step (/tree/shared/games/tag/index.ts:31:7)\n    at advance (/tree/shared/sim/advance.ts:5:2)",
    "shared/games/tag/index.ts:31:7",
  ],
  [
    "TypeError: x\n    at Array.map\n    at scene (http://localhost:5173/client/view/games/tag/view.ts?t=17:12:3)",
    "client/view/games/tag/view.ts:12:3",
  ],
  ["[PARSE_ERROR] Unexpected token\n  ╭─[ shared/games/tag/index.ts:1:7 ]", "shared/games/tag/index.ts:1:7"],
  ["Error: x\n    at step (/home/me/my-game/game/rules.ts:9:2)", "/home/me/my-game/game/rules.ts:9:2"],
  [
    `Error: x\n    at advance (${process.cwd()}/shared/sim/advance.ts:5:2)\n    at x (/tree/node_modules/p/index.js:1:1)`,
    undefined,
  ],
  [undefined, undefined],
])("%s", (stack, place) => {
  expect(placeOf(stack)).toBe(place);
});
