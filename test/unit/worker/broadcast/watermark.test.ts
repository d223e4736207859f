import { expect, it } from "vitest";
import { Watermark } from "#worker/broadcast/watermark.ts";

it("tells a version that is new once, and looking does not take it", () => {
  const seen = new Watermark();
  expect([seen.isNew(0), seen.take(0), seen.take(0), seen.isNew(1), seen.take(1), seen.take(1)]).toEqual([
    ...[true, true, false],
    ...[true, true, false],
  ]);
  seen.reset();
  expect(seen.take(1)).toBe(true);
});
