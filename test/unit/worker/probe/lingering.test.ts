import { expect, it } from "vitest";
import { lingering } from "#worker/probe/lingering.ts";

const NOW = 1_800_000_000_000;
const opened = (at: unknown) => ({ deserializeAttachment: () => at });
const many = (at: unknown) => Array.from({ length: 256 }, () => opened(at));

it("few sockets are left alone, however old", () => {
  expect(lingering([opened(0), opened(undefined)], NOW)).toEqual([]);
});

it("of many, those go that are older than a measurement takes", () => {
  const old = [opened(NOW - 60_000), opened(0), opened(undefined), opened(NOW + 60_000)];
  expect(lingering([...many(NOW - 59_999), ...old], NOW)).toEqual(old);
});
