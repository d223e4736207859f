import { expect, it } from "vitest";
import { bill, PRICES } from "#shared/bill.ts";
import { UsageMeter } from "#worker/match/usage-meter.ts";

const BORN = Date.UTC(2026, 9, 1, 12);

it("counts from the moment that the object came into memory, and not what was before", () => {
  let rows = 1000;
  const usage = new UsageMeter(() => rows, BORN);
  expect(usage.stats(BORN)).toEqual({
    since: "2026-10-01T12:00:00.000Z",
    messagesIn: 0,
    bytesIn: 0,
    messagesOut: 0,
    bytesOut: 0,
    rowsWritten: 0,
    secondsAwake: 0,
    requests: 0,
    dollars: 0,
  });
  rows += 7;
  for (const bytes of [10, 20, 30]) usage.in.add(bytes);
  for (const bytes of [400, 500]) usage.out.add(bytes);
  usage.request();
  usage.wake(BORN);
  const stats = usage.stats(BORN + 2500);
  expect(stats).toMatchObject({ messagesIn: 3, bytesIn: 60, messagesOut: 2, bytesOut: 900 });
  expect(stats).toMatchObject({ rowsWritten: 7, secondsAwake: 2.5, requests: 1 });
  expect(stats.dollars).toBe(bill({ requests: 1, messages: 3, seconds: 2.5, rowsWritten: 7 }));
});

it("asks for an hour of two players at ten messages a second what the price list says", () => {
  let rows = 0;
  const usage = new UsageMeter(() => rows, BORN);
  usage.wake(BORN);
  for (let second = 0; second < 3600; second++) {
    rows += 1;
    for (let n = 0; n < 20; n++) usage.in.add(12);
    // These are free.
    for (let n = 0; n < 40; n++) usage.out.add(100);
  }
  const { dollars } = usage.stats(BORN + 3_600_000);
  expect(dollars).toBeCloseTo(3600 * PRICES.second + 3600 * PRICES.request + 3600 * PRICES.rowWritten, 12);
});

it("asks nothing for a match that sleeps, however long it stays in memory", () => {
  const usage = new UsageMeter(() => 0, BORN);
  usage.sleep(BORN + 1000);
  expect(usage.stats(BORN + 60_000)).toMatchObject({ secondsAwake: 0, dollars: 0 });
  usage.wake(BORN + 60_000);
  // It is awake already.
  usage.wake(BORN + 61_000);
  usage.sleep(BORN + 63_000);
  usage.sleep(BORN + 80_000);
  expect(usage.stats(BORN + 90_000).secondsAwake).toBe(3);
  usage.wake(BORN + 100_000);
  expect(usage.stats(BORN + 101_000)).toMatchObject({ secondsAwake: 4, dollars: 4 * PRICES.second });
});

it("takes a clock that was put back for one that stands still", () => {
  const usage = new UsageMeter(() => 0, BORN);
  usage.wake(BORN);
  expect(usage.stats(BORN - 1000)).toMatchObject({ secondsAwake: 0, dollars: 0 });
});
