/** Which sounds are heard when there are many, from where, and what the mix does to what is too loud. */
import { describe, expect, it, vi } from "vitest";
import { hearingOf } from "#client/view/games/common/hearing.ts";
import { bent, CEILING } from "#client/view/sound/mix.ts";
import { AT_ONCE, Voices, type Whose } from "#client/view/sound/voices.ts";

describe("voices", () => {
  /** Plays another sound every millisecond. Answers which were heard, and what was stopped for them. */
  function bench() {
    const voices = new Voices();
    const stopped: Whose[] = [];
    let now = 0;
    const play = (whose: Whose, name = `sound ${now}`) => {
      now += 1;
      if (!voices.admit(name, whose, now)) return false;
      voices.begin(whose, now, () => stopped.push(whose));
      return true;
    };
    return { voices, stopped, play };
  }

  it("are few at once, however many there could be", () => {
    const { voices, play } = bench();
    for (let n = 0; n < 100; n++) play(n % 2 === 0 ? "near" : "own");
    expect(voices.count).toBe(AT_ONCE);
  });

  it("are the player's own before all others, and those before what is far away", () => {
    const { stopped, play } = bench();
    for (let n = 0; n < 3; n++) expect(play("far")).toBe(true);
    expect(play("far")).toBe(false);
    for (let n = 3; n < AT_ONCE; n++) expect(play("near")).toBe(true);
    expect(play("near")).toBe(true);
    expect(stopped).toEqual(["far"]);
    for (let n = 0; n < AT_ONCE; n++) expect(play("own")).toBe(true);
    expect(stopped).toEqual(["far", "far", "far", ...Array(AT_ONCE - 2).fill("near")]);
    expect(play("near")).toBe(false);
    expect(play("own")).toBe(false);
  });

  it("do not repeat at once, but the player's own is not lost to another's", () => {
    const voices = new Voices();
    expect(voices.admit("blaster", "near", 0)).toBe(true);
    expect(voices.admit("blaster", "near", 20)).toBe(false);
    expect(voices.admit("blaster", "own", 20)).toBe(true);
    expect(voices.admit("blaster", "near", 36)).toBe(true);
  });

  it("leave room when they have ended", () => {
    const voices = new Voices();
    const stop = vi.fn();
    for (let n = 0; n < 3 * AT_ONCE; n++) {
      expect(voices.admit(`${n}`, "near", n)).toBe(true);
      voices.begin("near", n, stop)();
    }
    expect(stop).not.toHaveBeenCalled();
  });
});

describe("a sound from a place", () => {
  const ear = { x: 100, y: 100 };

  it("is in the middle at the ear, and goes by the angle to the side from which it comes", () => {
    const pan = (x: number, y: number) => hearingOf({ x, y }, ear, { half: 380 }).pan;
    expect(pan(100, 100)).toBe(0);
    expect(pan(130, 100)).toBe(0);
    expect(pan(100, 900)).toBeCloseTo(0);
    expect(pan(600, 100)).toBeCloseTo(0.85);
    expect(pan(-400, 100)).toBeCloseTo(-0.85);
    expect(pan(600, 600)).toBeCloseTo(0.85 * Math.SQRT1_2);
  });

  it("is far only where sounds fade, and never of the player's own", () => {
    const there = { x: 1700, y: 100 };
    expect(hearingOf(there, ear, { half: 380 })).toMatchObject({ whose: "far" });
    expect(hearingOf(there, ear, { half: 380 }).far).toBeGreaterThan(0.9);
    expect(hearingOf(there, ear, {})).toMatchObject({ whose: "near", far: 0, loud: 1 });
    expect(hearingOf(there, ear, { half: 380, own: true })).toMatchObject({ whose: "own", far: 0 });
  });
});

describe("the mix", () => {
  it("leaves alone what is quiet, and bends the rest below the ceiling", () => {
    for (const level of [0, 0.3, -0.69]) expect(bent(level)).toBe(level);
    let last = 0.7;
    for (const level of [0.8, 1, 1.5, 4]) {
      expect(bent(level)).toBeGreaterThan(last);
      expect(bent(-level)).toBe(-bent(level));
      last = bent(level);
    }
    expect(last).toBeLessThanOrEqual(CEILING);
  });
});
