/** Which regions a client knows, which one it wants, and how it measures them. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { measureAll, measureOne, type ProbeSocket, probe } from "#client/net/region-measure.ts";
import { corrected, FRESH_MS, isMeasured, type KnownRegion, nearest, Regions, SAME_MS } from "#client/net/regions.ts";
import { MOST_RTT, PROBE_PING, PROBE_PONG } from "#shared/protocol/regions.ts";
import { memory } from "#test/support/memory.ts";

const WEST: KnownRegion = { region: "weur", name: "Europe, west", rtt: 24.04 };
const EAST: KnownRegion = { region: "eeur", name: "Europe, east", rtt: 31.26 };
const FAR: KnownRegion = { region: "oc", name: "Oceania", far: true };

const known = fc.array(
  fc.record(
    { region: fc.string(), name: fc.string(), rtt: fc.double({ min: 0, max: MOST_RTT, noNaN: true }) },
    { requiredKeys: ["region", "name"] },
  ),
  { minLength: 1 },
);

function setUp({ text = "", chosen = "" } = {}) {
  const state = { now: 1_800_000_000_000, chosen };
  const kept = memory(text);
  const regions = new Regions({ kept, chosen: () => state.chosen, now: () => state.now });
  return { state, kept, regions };
}

describe("the nearest region", () => {
  it("has the least round trip, but for a few milliseconds, by which the likelier one counts", () => {
    expect(nearest([EAST, WEST])).toBe(EAST);
    expect(nearest([{ ...EAST, rtt: 36 }, WEST])).toBe(WEST);
    expect(nearest([])).toBeUndefined();
  });

  it("is the likeliest where none has answered", () => {
    expect(nearest([{ ...WEST, rtt: undefined }, FAR])?.region).toBe("weur");
  });

  it("is never farther than any other by more than that, and none before it is as near", () => {
    fc.assert(
      fc.property(known, (regions) => {
        const rttOf = ({ rtt = Number.POSITIVE_INFINITY }: KnownRegion) => rtt;
        const found = nearest(regions);
        if (!found) throw new Error("there is one");
        for (const one of regions) expect(rttOf(found)).toBeLessThanOrEqual(rttOf(one) + SAME_MS);
      }),
    );
  });
});

describe("what a client knows", () => {
  it("is nothing at first: then a request says nothing, and the server chooses", () => {
    const { regions } = setUp();
    expect(regions).toMatchObject({ known: [], fresh: false, wanted: undefined, wish: {} });
    regions.played("weur", 20);
    regions.learnt(WEST);
    expect(regions.known).toEqual([]);
  });

  it("is kept for a day, and measured again after it, or when the clock was set back", () => {
    const { regions, kept, state } = setUp();
    regions.measured([WEST, EAST]);
    expect(isMeasured(kept.text ?? "")).toBe(true);
    expect(regions.fresh).toBe(true);
    state.now += FRESH_MS - 1;
    expect(regions.fresh).toBe(true);
    state.now += 1;
    expect(regions.fresh).toBe(false);
    // What is old is better than nothing until then.
    expect(regions.wanted).toEqual(WEST);
    state.now -= FRESH_MS + 1;
    expect(regions.fresh).toBe(false);
  });

  it("is nothing where the browser has kept nonsense", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"at":1,"regions":[{"region":3}]}')), (text) => {
        if (isMeasured(text)) return;
        expect(setUp({ text }).regions.wish).toEqual({});
      }),
    );
  });

  it("is corrected by a match, halfway each time", () => {
    const { regions } = setUp();
    regions.measured([
      { ...WEST, rtt: 24 },
      { ...EAST, rtt: undefined },
    ]);
    regions.played("weur", 40);
    regions.played("eeur", 50);
    regions.played("eeur", 0);
    regions.played("moon", 1);
    expect(regions.known).toEqual([
      { ...WEST, rtt: 32 },
      { ...EAST, rtt: 50 },
    ]);
    expect(corrected(20, 1e9)).toBe(MOST_RTT);
  });
});

describe("what a request says", () => {
  it("is the nearest region, and all round trips that are known", () => {
    const { regions } = setUp();
    regions.measured([WEST, EAST, FAR]);
    expect(regions.wish).toEqual({ region: "weur", rtt: { weur: 24, eeur: 31.3 } });
  });

  it("is the chosen region alone, and nothing of the others: they are not wanted", () => {
    const { regions, state } = setUp({ chosen: "eeur" });
    regions.measured([WEST, EAST, FAR]);
    expect(regions.wish).toEqual({ region: "eeur", rtt: { eeur: 31.3 } });
    state.chosen = "oc";
    expect(regions.wish).toEqual({ region: "oc" });
    regions.learnt({ ...FAR, rtt: 250 });
    expect(regions.wish).toEqual({ region: "oc", rtt: { oc: 250 } });
  });

  it("is the nearest again where there is no such region any more", () => {
    const { regions } = setUp({ chosen: "moon" });
    regions.measured([WEST, EAST]);
    expect(regions.wish.region).toBe("weur");
  });
});

/** A probe whose answers take this long, one after the other; without one it is silent. */
class FakeProbe extends EventTarget implements ProbeSocket {
  closed = false;
  readonly #delays: number[];

  constructor(delays: readonly number[]) {
    super();
    this.#delays = [...delays];
    setTimeout(() => this.dispatchEvent(new Event("open")), 7);
  }

  send(text: string): void {
    expect(text).toBe(PROBE_PING);
    const delay = this.#delays.shift();
    if (delay !== undefined)
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: PROBE_PONG })), delay);
  }

  close(): void {
    this.closed = true;
  }
}

describe("a measurement", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const never = new AbortController().signal;

  function probes(delays: Readonly<Record<string, readonly number[]>>) {
    const opened: FakeProbe[] = [];
    const open = (region: string) => {
      const one = new FakeProbe(delays[region] ?? []);
      opened.push(one);
      return one;
    };
    return { opened, measuring: { open, now: () => performance.now() } };
  }

  it("is the least of five pings, one after the other, and closes its socket", async () => {
    const { opened, measuring } = probes({ weur: [90, 24, 31, 24, 200, 1] });
    const found = probe("weur", measuring, never);
    await vi.runAllTimersAsync();
    expect(await found).toBe(24);
    expect(opened.map(({ closed }) => closed)).toEqual([true]);
  });

  it("leaves out a region that does not answer, or whose socket is lost, and asks none that brings its own", async () => {
    const { opened, measuring } = probes({ weur: [5, 5, 5, 5, 5], sam: [5, 5] });
    const list = {
      regions: [
        { region: "weur", name: "W" },
        { region: "sam", name: "S" },
        { region: "me", name: "M", rtt: 3 },
      ],
      others: [{ region: "oc", name: "O" }],
    };
    const found = measureAll(list, measuring, never);
    await vi.advanceTimersByTimeAsync(1000);
    expect(opened).toHaveLength(2);
    opened[1].dispatchEvent(new Event("close"));
    await vi.runAllTimersAsync();
    expect(await found).toEqual([
      { region: "weur", name: "W", rtt: 5 },
      { region: "sam", name: "S" },
      { region: "me", name: "M", rtt: 3 },
      { region: "oc", name: "O", far: true },
    ]);
    const silent = measureOne(FAR, measuring, never);
    await vi.runAllTimersAsync();
    expect(await silent).toEqual(FAR);
    expect(opened.every(({ closed }) => closed)).toBe(true);
  });

  it("ends with the page that wanted it", async () => {
    const { opened, measuring } = probes({});
    const page = new AbortController();
    const found = measureOne(FAR, measuring, page.signal).catch((error: unknown) => error);
    page.abort("left");
    expect(await found).toBe("left");
    expect(opened[0].closed).toBe(true);
  });
});
