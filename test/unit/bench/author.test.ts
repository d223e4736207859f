import { expect, it } from "vitest";
import { codeLines } from "#test/bench/kit/author.ts";

it("counts lines with code, and none that are empty or all comment", () => {
  const source = `/** A head
 * of two lines. */
import { a } from "./a.ts"; // why

const url = "// no comment";
/* one */ const b = 1; /* two
three */
export const c = \`
line

\`;
`;
  expect(codeLines("a.ts", source)).toBe(6);
});

it("counts those of styles", () => {
  expect(codeLines("a.css", "/* one\n two */\n.a {\n  color: red; /* why */\n}\n\n")).toBe(3);
});
