import { describe, expect, it } from "vitest";
import { GameEvents } from "#client/session/render/game-events.ts";
import type { GameEvent } from "#client/session/types.ts";
import { emptyWorld, plan, type WorldBase } from "#shared/sim/index.ts";
import { type ToyWorld, toy } from "#test/support/toy.ts";

const ME = 2;
const OTHER = 1;
const layout = plan(toy);

/** By tick: the seats that have hit, and what. */
type Hits = Readonly<Record<number, readonly { readonly by: number; readonly at?: number }[]>>;

/** The worlds that hold these hits, and none before `first`. */
function worlds(hits: Hits, first = 0): (tick: number) => WorldBase | undefined {
  return (tick) => {
    if (tick < first) return undefined;
    const world = emptyWorld(layout) as ToyWorld;
    world.tick = tick;
    for (const { by, at = 0 } of hits[tick] ?? []) world.hits.spawn({ by, at });
    return world;
  };
}

const brief = (all: readonly GameEvent[]) => all.map(({ tick, values }) => `${values.by} hit ${values.at} at ${tick}`);

function begun(seat = ME) {
  const gameEvents = new GameEvents(seat);
  gameEvents.begin(100);
  const own = (known: number, last: number, hits: Hits) => {
    const { fresh, revoked } = gameEvents.own(known, last, worlds(hits));
    return { fresh: brief(fresh), revoked: brief(revoked) };
  };
  const others = (tick: number, hits: Hits) => brief(gameEvents.others(tick, worlds(hits)));
  return { own, others };
}
const none = { fresh: [], revoked: [] };

describe("the player's own events", () => {
  it("are played as soon as they are predicted, and once, though each frame re-steps them", () => {
    const { own } = begun();
    const hits = { 106: [{ by: ME, at: 7 }] };
    expect(own(101, 105, hits)).toEqual(none);
    expect(own(101, 106, hits)).toEqual({ fresh: ["2 hit 7 at 106"], revoked: [] });
    for (let known = 101; known <= 130; known++) {
      // Several pictures a tick; what is known grows, up to the event and over it.
      for (let picture = 0; picture < 3; picture++) expect(own(known, known + 6, hits)).toEqual(none);
    }
  });

  it.each([-3, -1, 1, 3])("are the same though they slip by %i ticks, and lie somewhere else", (slip) => {
    const { own } = begun();
    expect(own(101, 106, { 106: [{ by: ME, at: 7 }] }).fresh.length).toBe(1);
    const hits = { [106 + slip]: [{ by: ME, at: 12 }] };
    for (let known = 102; known <= 130; known++) expect(own(known, known + 6, hits)).toEqual(none);
  });

  it("that the server does not confirm are revoked, once", () => {
    const { own } = begun();
    own(101, 106, { 106: [{ by: ME, at: 7 }] });
    const revoked: string[] = [];
    for (let known = 102; known <= 130; known++) {
      const looked = own(known, known + 6, {});
      expect(looked.fresh).toEqual([]);
      revoked.push(...looked.revoked);
    }
    expect(revoked).toEqual(["2 hit 7 at 106"]);
  });

  it("that slip by more are another event, and the first is revoked", () => {
    const { own } = begun();
    own(101, 106, { 106: [{ by: ME }] });
    const all = { fresh: [] as string[], revoked: [] as string[] };
    for (let known = 102; known <= 130; known++) {
      const { fresh, revoked } = own(known, known + 8, { 110: [{ by: ME }] });
      all.fresh.push(...fresh);
      all.revoked.push(...revoked);
    }
    expect(all).toEqual({ fresh: ["2 hit 0 at 110"], revoked: ["2 hit 0 at 106"] });
  });

  it("in quick succession, and several in a tick, are as many as there are", () => {
    const { own } = begun();
    const hits = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [104 + n, n % 2 === 0 ? [{ by: ME }] : [{ by: ME }, { by: ME, at: 3 }]]),
    );
    let played = 0;
    for (let known = 100; known <= 140; known++) {
      const { fresh, revoked } = own(known, known + 6, hits);
      played += fresh.length;
      expect(revoked).toEqual([]);
    }
    expect(played).toBe(30);
  });

  it("come late where they were not foreseen", () => {
    const { own } = begun();
    expect(own(105, 110, {})).toEqual(none);
    expect(own(108, 112, { 107: [{ by: ME, at: 1 }] }).fresh).toEqual(["2 hit 1 at 107"]);
    expect(own(109, 112, { 107: [{ by: ME, at: 1 }] })).toEqual(none);
  });

  it("of long ago are past, and not played all at once", () => {
    const { own } = begun();
    const hits = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [100 + n, [{ by: ME }]]));
    expect(own(290, 296, hits).fresh.length).toBeLessThanOrEqual(22);
  });

  it("are nothing that a spectator has", () => {
    const { own, others } = begun(-1);
    expect(own(101, 106, { 103: [{ by: ME }] })).toEqual(none);
    expect(others(104, { 103: [{ by: ME }] })).toEqual(["2 hit 0 at 103"]);
  });
});

describe("the events of others", () => {
  it("come once, when their tick is shown", () => {
    const { others, own } = begun();
    const hits = { 103: [{ by: OTHER, at: 5 }], 105: [{ by: ME }, { by: OTHER, at: 6 }] };
    const told = [100, 101, 102, 102, 103, 103, 104, 105, 105, 106].map((tick) => others(tick, hits));
    expect(told.flat()).toEqual(["1 hit 5 at 103", "1 hit 6 at 105"]);
    expect(told[4]).toEqual(["1 hit 5 at 103"]);
    expect(own(104, 106, hits).fresh).toEqual(["2 hit 0 at 105"]);
  });

  it("are all told where a picture passes several ticks, but none of long ago", () => {
    const { others } = begun();
    const hits = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [100 + n, [{ by: OTHER }]]));
    expect(others(104, hits).length).toBe(5);
    expect(others(190, hits).length).toBeLessThanOrEqual(16);
  });

  it("are not told again when the clock goes back", () => {
    const { others } = begun();
    const hits = { 103: [{ by: OTHER }] };
    expect(others(104, hits).length).toBe(1);
    expect([102, 103, 104].flatMap((tick) => others(tick, hits))).toEqual([]);
  });
});
