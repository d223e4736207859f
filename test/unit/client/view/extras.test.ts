/** What a match has besides comes after its first frame, and is tried again where it does not. */
import { expect, it, vi } from "vitest";
import { type ExtraCode, Extras, type ExtrasOptions } from "#client/view/match/extras.ts";
import { PageScope } from "#client/view/page-scope.ts";

/** Answers as often as it fails first. */
function bench(failures: number) {
  const came = vi.fn();
  const code = {} as ExtraCode;
  let left = failures;
  const load = vi.fn(async () => {
    if (left-- > 0) throw new Error("no connection");
    return code;
  });
  const scope = new PageScope();
  const files = { load } as unknown as ExtrasOptions["code"];
  return { extras: new Extras({ code: files, scope, came }), came, code, load, scope };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

it("is asked for with the first frame, once", async () => {
  const { extras, came, code, load } = bench(0);
  expect(load).not.toHaveBeenCalled();
  expect(extras.code).toBeUndefined();
  for (let now = 0; now < 100; now += 16) extras.drawn(now);
  await settle();
  extras.drawn(60_000);
  expect(load).toHaveBeenCalledTimes(1);
  expect(came).toHaveBeenCalledExactlyOnceWith(code);
  expect(extras.code).toBe(code);
});

it("is asked for again after a while where it does not come, and said once to be missing", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const { extras, came, load } = bench(2);
  for (const [now, times] of [
    [0, 1],
    [4900, 1],
    [5000, 2],
    [9000, 2],
    [10_000, 3],
  ] as const) {
    extras.drawn(now);
    await settle();
    expect(load).toHaveBeenCalledTimes(times);
  }
  expect(came).toHaveBeenCalledTimes(1);
  expect(log).toHaveBeenCalledTimes(1);
});

it("is not wanted any more once the match is left", async () => {
  const { extras, came, scope } = bench(0);
  extras.drawn(0);
  scope.end();
  await settle();
  expect(came).not.toHaveBeenCalled();
});
