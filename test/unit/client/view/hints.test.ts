/** Which controls a player is still shown. */
import { describe, expect, it } from "vitest";
import { type BrowserStorage, browserStorage } from "#client/browser-storage.ts";
import { SettingsStore } from "#client/settings.ts";
import { AT_REST, type Controls } from "#client/view/input/controls.ts";
import { Used } from "#client/view/input/used.ts";
import { Hints } from "#client/view/match/hints.ts";

const HINTS = [
  { of: "move", words: "Move" },
  { of: "primary", words: "Aim and fire", aims: true },
  { of: "tertiary", words: "Reload" },
] as const;

const never = { keys: 0, touch: 0, pad: 0 };
const acts = (change: Partial<Controls>): Controls => ({ ...AT_REST, ...change });

/** A storage that forgets with the test. */
function memory(): BrowserStorage {
  let text: string | undefined;
  return browserStorage({
    key: "hints",
    storage: () => ({
      ...{ length: 0, clear: () => {}, key: () => null, removeItem: () => {} },
      getItem: () => text ?? null,
      setItem: (_, value) => {
        text = value;
      },
    }),
    isGood: () => true,
  });
}

function hints(used: Used, kept: BrowserStorage, game = "arena") {
  const shown = new Hints({ game, hints: HINTS, used, settings: new SettingsStore(memory(), undefined), kept });
  return () => shown.left.map(({ of }) => of);
}

describe("hints", () => {
  it("are there until each has been used", () => {
    const used = new Used();
    const left = hints(used, memory());
    used.see(AT_REST, never);
    expect(left()).toEqual(["move", "primary", "tertiary"]);
    used.see(acts({ moveX: 1 }), never);
    expect(left()).toEqual(["primary", "tertiary"]);
    used.see(acts({ actions: new Set(["tertiary", "primary"]) }), never);
    expect(left()).toEqual([]);
  });

  it("are of the device in hand: what was learnt on one is no knowledge of another", () => {
    const used = new Used();
    const left = hints(used, memory());
    used.see(acts({ moveY: 1 }), { ...never, keys: 10 });
    used.see(AT_REST, { ...never, keys: 10, pad: 20 });
    expect([used.inHand, left()]).toEqual(["pad", ["move", "primary", "tertiary"]]);
    // On the glass the buttons say themselves what they do.
    used.see(AT_REST, { keys: 10, pad: 20, touch: 30 });
    expect([used.inHand, left()]).toEqual(["touch", ["move", "primary"]]);
    used.see(AT_REST, { keys: 40, pad: 20, touch: 30 });
    expect([used.inHand, left()]).toEqual(["keys", ["primary", "tertiary"]]);
  });

  it("stay learnt, for this game", () => {
    const kept = memory();
    const used = new Used();
    const left = hints(used, kept);
    used.see(acts({ moveX: -1 }), never);
    expect(left()).toEqual(["primary", "tertiary"]);
    expect(hints(new Used(), kept)()).toEqual(["primary", "tertiary"]);
    expect(hints(new Used(), kept, "puck")()).toEqual(["move", "primary", "tertiary"]);
  });
});
