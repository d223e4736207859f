/** Each loop of the rules is counted, in each form that a loop has. */
import { parseAst } from "vite";
import { expect, it } from "vitest";
import { guardLoops } from "../../../scripts/guard-loops.ts";

const guarded = (code: string): string => guardLoops(code, parseAst(code), "r()");

it.each([
  ["for (;;) {}", "for (;;) {r();}"],
  ["while (a) b();", "while (a) {r();b();}"],
  ["do b(); while (a);", "do {r();b();} while (a);"],
  ["for (const a of b)\n  for (const c in a) d(c);", "for (const a of b)\n  {r();for (const c in a) {r();d(c);}}"],
  ["const f = () => { while (1) { g(); } };", "const f = () => { while (1) {r(); g(); } };"],
  ["a.map((b) => b + 1);", "a.map((b) => b + 1);"],
  ["for (;;);", "for (;;){r();;}"],
])("%s", (code, expected) => {
  expect(guarded(code)).toBe(expected);
  expect(() => parseAst(expected)).not.toThrow();
  expect(guarded(code).split("\n")).toHaveLength(code.split("\n").length);
});
