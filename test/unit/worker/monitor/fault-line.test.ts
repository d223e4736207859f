import { expect, it } from "vitest";
import { lineOf, MOST_DETAIL } from "#worker/monitor/faults.ts";

it("is one line, short, and without a code, an id or a token", () => {
  expect(lineOf("TypeError: x is undefined\n    at step (rules.ts:3:4)")).toBe("TypeError: x is undefined");
  expect(lineOf("no match ABCDEFGHJK here")).toBe("no match ABCD…(10) here");
  expect(lineOf(`object ${"0a".repeat(32)}`)).toBe("object 0a0a…(64)");
  expect(lineOf(`player ${"b".repeat(32)}`)).toBe("player bbbb…(32)");
  const token = `${"eyJhbGciOi".repeat(2)}.${"a-B_9".repeat(8)}.${"x".repeat(43)}`;
  expect(lineOf(`token ${token}`)).not.toContain("x".repeat(10));
  expect(lineOf("word ".repeat(200))).toHaveLength(MOST_DETAIL);
  expect(lineOf("")).toBe("");
});
