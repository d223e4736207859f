/** Pools are asked when they are due, and one that is silent holds up no other. */
import { afterEach, expect, it, vi } from "vitest";
import { BUSY_MS, Poller, QUIET_MS } from "#worker/monitor/poller.ts";
import type { PoolPlace } from "#worker/pool/name.ts";
import type { PoolNews } from "#worker/pool/rpc.ts";

afterEach(() => vi.restoreAllMocks());

const place = (mode: string): PoolPlace => ({ game: "arena", mode, region: "local" });
const answer = (mode: string, players: number, version = "1"): PoolNews => ({
  ...{ version, matches: [], gone: [], whole: true },
  row: { ...place(mode), matches: 0, players, open: 0, searching: 0 },
});

function setUp(ask: (place: PoolPlace, since: string) => Promise<PoolNews>) {
  const clock = { now: 0 };
  const asked: string[] = [];
  const heard: string[] = [];
  const poller = new Poller({
    ask: (of, since) => {
      asked.push(`${of.mode} since ${since || "ever"}`);
      return ask(of, since);
    },
    heard: ({ mode }) => heard.push(mode),
    now: () => clock.now,
    answerMs: 20,
  });
  const poll = async (now: number, anew = false) => {
    clock.now = now;
    asked.length = 0;
    poller.poll(anew);
    // Answers that are there are taken in.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return [...asked];
  };
  return { poller, heard, poll };
}

it("asks pools in use every two seconds, and the others every ten, each since its own last answer", async () => {
  const { poller, poll } = setUp(async ({ mode }) => answer(mode, mode === "busy" ? 3 : 0, `v ${mode}`));
  poller.know([place("busy"), place("quiet")]);
  // Once more changes nothing.
  poller.know([place("busy")]);
  expect(await poll(0)).toEqual(["busy since ever", "quiet since ever"]);
  expect(await poll(BUSY_MS - 1)).toEqual([]);
  expect(await poll(BUSY_MS)).toEqual(["busy since v busy"]);
  expect(await poll(QUIET_MS)).toEqual(["busy since v busy", "quiet since v quiet"]);
});

it("asks quiet pools too as a page begins to look, but not twice at once", async () => {
  const { poller, poll } = setUp(async ({ mode }) => answer(mode, 0));
  poller.know([place("quiet")]);
  await poll(0);
  expect(await poll(BUSY_MS - 1, true)).toEqual([]);
  expect(await poll(BUSY_MS, true)).toEqual(["quiet since 1"]);
});

it("asks a pool that does not answer again later, says so once, and hears the others meanwhile", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { poller, heard, poll } = setUp(({ mode }) =>
    mode === "hangs" ? new Promise(() => {}) : Promise.resolve(answer(mode, 1)),
  );
  poller.know([place("hangs"), place("busy")]);
  await poll(0);
  expect(heard).toEqual(["busy"]);
  await expect.poll(() => warn.mock.calls.length).toBe(1);
  expect(await poll(QUIET_MS)).toEqual(["hangs since ever", "busy since 1"]);
  await poller.all();
  expect(warn).toHaveBeenCalledTimes(1);
});

it("asks all where a snapshot is wanted, and waits for each that answers in its time", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const { poller, heard } = setUp(({ mode }) =>
    mode === "fails" ? Promise.reject(new Error("of another build")) : Promise.resolve(answer(mode, 0)),
  );
  poller.know([place("one"), place("fails"), place("two")]);
  await poller.all();
  expect(heard).toEqual(["one", "two"]);
});
