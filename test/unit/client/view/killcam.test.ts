/** What a player who is out is shown again: the last moments out of the log, never for longer than they are out. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeptFootage } from "#client/session/recording/kept-footage.ts";
import { WorldRing } from "#client/session/timeline/world-ring.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import { SettingsStore } from "#client/settings.ts";
import type { GameView } from "#client/view/games/game-view.ts";
import { Lookbacks } from "#client/view/match/lookback.ts";
import { arena } from "#shared/games/arena/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { drawnOf } from "#test/support/scene.ts";

const RATE = 30;
const KEPT = 2 * RATE;
/** The tick in which seat 0 dies, and the one in which it is back. */
const DIED = 400;
const BACK = DIED + 2 * RATE;

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("KeyboardEvent", class extends Event {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A match that goes on, and a player whose client keeps its last two seconds. */
function bench({ killcam = true, back = BACK } = {}) {
  const match = new BotMatch(arena, { seats: 4, autostart: 1, lobby: 1 }, 7);
  const ring = new WorldRing(KEPT);
  const state = { now: 0, isOut: false };
  vi.spyOn(performance, "now").mockImplementation(() => state.now);
  const session = { seat: 0, past: (tick: number) => ring.at(tick) } as unknown as Session;
  const view = {
    place: () => (state.isOut ? undefined : { x: 0, y: 0 }),
    lookback: () => (state.isOut ? { eye: 2, tick: DIED, until: back } : undefined),
  } as unknown as GameView;
  const settings = new SettingsStore({ get: () => undefined, set: () => {} }, undefined);
  settings.set({ killcam });
  const redraw = vi.fn();
  const nameOf = (seat: number) => `Player ${seat}`;
  const lookbacks = new Lookbacks({ session, view, settings, nameOf, redraw });
  let drawn: Drawn | undefined;
  const actions = new Set<"primary">();
  /** Plays on to this tick, as a client sees it; answers what was shown in its last frame. */
  const run = (to: number) => {
    let shown: ReturnType<Lookbacks["frame"]>;
    while (match.world.tick < to) {
      match.run(1);
      ring.push(match.world);
      state.now = (match.world.tick * 1000) / RATE;
      state.isOut = match.world.tick >= DIED + 4 && match.world.tick < back;
      drawn = drawnOf(match.world, []);
      shown = lookbacks.frame(drawn, { actions }, state.now);
    }
    return shown;
  };
  run(DIED - 100);
  return { run, lookbacks, actions, session, state };
}

describe("the killcam", () => {
  it("shows through the killer's eyes how it came to the death, slower than it was, and is over before the player is back", () => {
    const { run, lookbacks } = bench();
    const ticks: number[] = [];
    const jumps: boolean[] = [];
    for (let tick = DIED; tick <= BACK; tick++) {
      const shown = run(tick);
      if (shown === undefined || shown.eye !== 2) continue;
      ticks.push(shown.drawn.tick);
      jumps.push(shown.drawn.jumped === true);
    }
    expect(ticks[0]).toBeGreaterThanOrEqual(DIED - KEPT);
    expect(ticks[0]).toBeLessThan(DIED - RATE);
    expect(ticks.at(-1)).toBeGreaterThan(DIED);
    for (let k = 1; k < ticks.length; k++) expect(ticks[k] - ticks[k - 1]).toBeCloseTo(0.8);
    expect(jumps.indexOf(true)).toBe(0);
    expect(jumps.lastIndexOf(true)).toBe(0);
    expect(lookbacks.eye).toBeUndefined();
  });

  it("ends in the very frame in which the player is back, and what is on goes on from nothing", () => {
    // Back a little sooner than the killcam knew.
    const { run, lookbacks, state } = bench();
    run(DIED + 10);
    expect(lookbacks.eye).toBe(2);
    state.isOut = false;
    vi.spyOn(state, "isOut", "set").mockImplementation(() => {});
    const shown = run(DIED + 11);
    expect(shown).toMatchObject({ eye: 0, drawn: { tick: DIED + 11, jumped: true } });
    expect(run(DIED + 12)).toBeUndefined();
  });

  it("is skipped by any press that is no longer one of the fight", () => {
    for (const press of ["keydown", "pointerdown"]) {
      const { run, lookbacks } = bench();
      run(DIED + 6);
      page.dispatchEvent(new Event(press));
      run(DIED + 8);
      expect(lookbacks.eye).toBe(2);
      run(DIED + 20);
      page.dispatchEvent(new Event(press));
      run(DIED + 21);
      expect(lookbacks.eye).toBeUndefined();
      // And is not shown again.
      run(DIED + 30);
      expect(lookbacks.eye).toBeUndefined();
      run(BACK);
    }
  });

  it("is skipped by a button of a pad, but not by one that is held since before", () => {
    const { run, lookbacks, actions } = bench();
    actions.add("primary");
    run(DIED + 30);
    expect(lookbacks.eye).toBe(2);
    actions.clear();
    run(DIED + 31);
    actions.add("primary");
    run(DIED + 32);
    expect(lookbacks.eye).toBeUndefined();
  });

  it("is not there where the player does not want it, and where there is no time for it", () => {
    const off = bench({ killcam: false });
    off.run(DIED + 20);
    expect(off.lookbacks.eye).toBeUndefined();
    const brief = bench({ back: DIED + 18 });
    brief.run(DIED + 17);
    expect(brief.lookbacks.eye).toBeUndefined();
  });

  it("is off where the system asks for less motion, until the player wants it", () => {
    const motion = Object.assign(new EventTarget(), { matches: true });
    const settings = new SettingsStore({ get: () => undefined, set: () => {} }, motion);
    expect(settings.value.killcam).toBe(false);
    settings.set({ killcam: true });
    expect(settings.value.killcam).toBe(true);
  });
});

describe("footage that is kept", () => {
  it("begins where something is kept, ends where nothing is, and stays as it was", () => {
    const { run, session } = bench();
    run(DIED);
    const kept = KeptFootage.of(session, DIED - 100, DIED + 9);
    expect([kept?.first, kept?.last]).toEqual([DIED - KEPT + 1, DIED]);
    const before = kept?.world(DIED).hash();
    run(DIED + 2 * KEPT);
    expect(kept?.world(DIED).hash()).toBe(before);
    expect(() => kept?.world(DIED + 1)).toThrow(RangeError);
    expect(KeptFootage.of(session, 1, 9)).toBeUndefined();
    expect(KeptFootage.of({}, 1, 9)).toBeUndefined();
  });
});
