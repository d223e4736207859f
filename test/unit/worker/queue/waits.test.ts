import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QUEUE_SILENT_MS } from "#shared/protocol/queue.ts";
import { DAY_MS } from "#worker/clock.ts";
import { Lines } from "#worker/queue/lines.ts";
import { Silence } from "#worker/queue/silence.ts";
import { estimateOf, LEAST, type Wait } from "#worker/queue/waits.ts";

const HOUR_MS = 3600_000;
/** Half past some hour. */
const NOW = 20_000 * DAY_MS + 14.5 * HOUR_MS;
const waits = (count: number, at: number, seconds: (n: number) => number): Wait[] =>
  Array.from({ length: count }, (_, n) => ({ at, seconds: seconds(n) }));

describe("an estimate", () => {
  it("is none where too few are known", () => {
    expect(estimateOf([], NOW)).toBeUndefined();
    expect(
      estimateOf(
        waits(LEAST.day - 1, NOW - 1000, () => 5),
        NOW,
      ),
    ).toBeUndefined();
  });

  it("is of this hour of the day where enough is known of it, else of the last day", () => {
    const yesterday = waits(LEAST.hour, NOW - DAY_MS, (n) => 10 + n);
    const tonight = waits(LEAST.day, NOW - 5 * HOUR_MS, () => 90);
    expect(estimateOf([...yesterday, ...tonight], NOW)).toEqual({ from: 11, to: 18, by: "hour" });
    expect(estimateOf([...yesterday.slice(1), ...tonight], NOW)).toEqual({ from: 90, to: 90, by: "day" });
  });

  it("knows nothing of what is a week old, or lies in the future", () => {
    expect(
      estimateOf(
        waits(50, NOW - 7 * DAY_MS, () => 5),
        NOW,
      ),
    ).toBeUndefined();
    expect(
      estimateOf(
        waits(50, NOW + 1, () => 5),
        NOW,
      ),
    ).toBeUndefined();
  });

  it("holds four of five of the waits that it is of", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 3600, noNaN: true }), { minLength: 20, maxLength: 200 }),
        (times) => {
          const { from, to } = estimateOf(
            waits(times.length, NOW - 1000, (n) => times[n]),
            NOW,
          ) ?? { from: 0, to: -1 };
          expect(times.filter((time) => time >= from && time <= to).length).toBeGreaterThanOrEqual(
            0.8 * times.length - 1,
          );
        },
      ),
    );
  });
});

it("a line is silent when its last ping has not changed for so long, by any clock", () => {
  const silence = new Silence<object>();
  const line = {};
  expect(silence.isSilent(line, 0, NOW)).toBe(false);
  expect(silence.isSilent(line, 0, NOW + QUEUE_SILENT_MS - 1)).toBe(false);
  // A clock that was set back stamps a ping with an earlier time.
  expect(silence.isSilent(line, -5000, NOW + QUEUE_SILENT_MS)).toBe(false);
  expect(silence.isSilent(line, -5000, NOW + 2 * QUEUE_SILENT_MS)).toBe(true);
});

it("the newest line is a player's, and an older one that ends takes nothing along", () => {
  const lines = new Lines<object>();
  const [first, second] = [{ n: 1 }, { n: 2 }];
  expect(lines.attach("ann", first)).toBeUndefined();
  expect(lines.attach("ann", second)).toBe(first);
  expect(lines.detach(first)).toBeUndefined();
  expect(lines.of("ann")).toBe(second);
  expect(lines.detach(second)).toBe("ann");
  expect(lines.of("ann")).toBeUndefined();
});
