/** docs/RUNBOOK.md: each case says what one sees, what it means, what to do, what players notice, and how it was tried. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const text = readFileSync("docs/RUNBOOK.md", "utf8");
const [contents, ...cases] = text.split(/^## /m).map((part) => {
  const [title, ...lines] = part.split("\n");
  return { title, words: lines.join("\n") };
});
const log = readFileSync("docs/OPERATIONS.md", "utf8");

it("lists its cases, ten or more, in their order", () => {
  const listed = [...contents.words.matchAll(/^\d+\. \[(?<title>.+)\]\(#/gm)].map(({ groups }) => groups?.title);
  expect(listed).toEqual(cases.map(({ title }) => title));
  expect(cases.length).toBeGreaterThanOrEqual(10);
});

describe.each(cases)("$title", ({ words }) => {
  it("says what one sees, what it means, what to do, what players notice, and how it was tried, in this order", () => {
    const parts = [...words.matchAll(/^\*\*(?<part>You see|It means|Do this|Players notice|Tried)\*\*/gm)];
    expect(parts.map(({ groups }) => groups?.part)).toEqual([
      "You see",
      "It means",
      "Do this",
      "Players notice",
      "Tried",
    ]);
    expect(words).toMatch(/^1\. /m);
  });

  it("names tests that there are, and events of the log that OPERATIONS explains", () => {
    const tried = words.slice(words.indexOf("**Tried**"));
    const tests = [...tried.matchAll(/test\/[\w/-]+\.test\.ts/g)].map(([path]) => path);
    expect(tests.length).toBeGreaterThan(0);
    for (const path of tests) expect(existsSync(path), path).toBe(true);
    const events = [...words.matchAll(/`((?:match|outbox|tail|storage|request|player)_[a-z_]+)`/g)].map(
      ([, name]) => name,
    );
    for (const event of events) expect(log, event).toContain(`\`${event}\``);
  });
});
