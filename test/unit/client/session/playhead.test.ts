import { describe, expect, it } from "vitest";
import { Playhead, SPEEDS } from "#client/session/recording/playhead.ts";

const RATE = 30;

/** A playhead whose clock only `run` moves. */
class Bench {
  readonly playhead: Playhead;
  now = 5000;
  range = { first: 100, last: 400 };
  readonly #live: boolean;

  constructor(live: boolean) {
    this.#live = live;
    this.playhead = new Playhead({ tickRate: RATE, live, delay: 0, range: this.range });
    this.playhead.run(this.now, this.range);
  }

  /** Lives through so many seconds, as a page that draws does. The now of what is live goes on. */
  run(seconds: number): this {
    for (let n = 0; n < Math.round(seconds * 60); n++) {
      this.now += 1000 / 60;
      if (this.#live) this.range = { ...this.range, last: this.range.last + RATE / 60 };
      this.playhead.run(this.now, this.range);
    }
    return this;
  }

  get is() {
    const { state, position, speed, jumps } = this.playhead;
    return { state, position: Math.round(position * 100) / 100, speed, jumps };
  }
}

describe("a file", () => {
  it("plays from its beginning, and stands at its end", () => {
    const bench = new Bench(false);
    expect(bench.is).toEqual({ state: "playing", position: 100, speed: 1, jumps: 0 });
    expect(bench.run(2).is).toMatchObject({ state: "playing", position: 160 });
    expect(bench.playhead.ended).toBe(false);
    expect(bench.run(10).is).toEqual({ state: "paused", position: 400, speed: 1, jumps: 0 });
    expect(bench.playhead.ended).toBe(true);
  });

  it("plays again from its beginning, when it is played at its end", () => {
    const bench = new Bench(false).run(20);
    bench.playhead.play();
    expect(bench.is).toMatchObject({ state: "playing", position: 100, jumps: 1 });
  });

  it.each(SPEEDS)("plays %d times as fast", (speed) => {
    const bench = new Bench(false);
    bench.playhead.setSpeed(speed);
    expect(bench.run(1).is).toMatchObject({ position: 100 + RATE * speed, speed });
  });

  it("goes from speed to speed, and stays at the last", () => {
    const { playhead } = new Bench(false);
    const shifted = (by: 1 | -1) => {
      playhead.shift(by);
      return playhead.speed;
    };
    expect([1, 1, 1, 1].map(() => shifted(1))).toEqual([2, 4, 8, 8]);
    expect([1, 1, 1, 1, 1, 1].map(() => shifted(-1))).toEqual([4, 2, 1, 0.5, 0.25, 0.25]);
  });

  it("refuses a speed that there is not", () => {
    expect(() => new Bench(false).playhead.setSpeed(3)).toThrow(/3 is not one of the speeds/);
  });

  it("stands still when paused, and goes tick by tick then", () => {
    const bench = new Bench(false).run(0.25);
    const { playhead } = bench;
    playhead.pause();
    expect(bench.run(3).is).toMatchObject({ state: "paused", position: 107.5, jumps: 0 });
    playhead.step(1);
    expect(bench.is).toMatchObject({ position: 108, jumps: 0 });
    playhead.step(-2);
    expect(bench.is).toMatchObject({ position: 106, jumps: 1 });
    playhead.step(-50);
    expect(bench.is).toMatchObject({ position: 100 });
    playhead.step(5000);
    expect(bench.is).toMatchObject({ position: 400, state: "paused" });
    playhead.toggle();
    expect(bench.is).toMatchObject({ state: "playing", position: 100 });
  });

  it("seeks any tick within, refuses those without, and brings a slider's inside", () => {
    const bench = new Bench(false);
    const { playhead } = bench;
    playhead.seek(300.5);
    expect(bench.is).toMatchObject({ state: "playing", position: 300.5, jumps: 1 });
    for (const tick of [99, 401, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(() => playhead.seek(tick)).toThrow(/is not within 100 to 400/);
    expect(() => playhead.seek(99)).toThrow(RangeError);
    playhead.slide(-5);
    expect(bench.is).toMatchObject({ position: 100 });
    playhead.slide(1e9);
    expect(bench.is).toMatchObject({ position: 400 });
    playhead.skip(-5);
    expect(bench.is).toMatchObject({ position: 250 });
    playhead.skip(-50);
    expect(bench.is).toMatchObject({ position: 100 });
  });

  it("does not make up for a time in which nothing was drawn", () => {
    const bench = new Bench(false);
    bench.now += 60_000;
    bench.playhead.run(bench.now, bench.range);
    expect(bench.is.position).toBeLessThan(110);
  });
});

describe("what is live", () => {
  it("goes with the now, and no faster", () => {
    const bench = new Bench(true);
    expect(bench.run(2).is).toEqual({ state: "live", position: 460, speed: 1, jumps: 0 });
    bench.playhead.setSpeed(4);
    bench.playhead.skip(5);
    expect(bench.run(1).is).toEqual({ state: "live", position: 490, speed: 1, jumps: 0 });
    expect(bench.playhead.ended).toBe(false);
  });

  it("goes back, plays on behind the now, and at once to it", () => {
    const bench = new Bench(true);
    bench.playhead.skip(-5);
    expect(bench.is).toMatchObject({ state: "playing", position: 250, jumps: 1 });
    expect(bench.run(2).is).toMatchObject({ state: "playing", position: 310 });
    bench.playhead.toLive();
    expect(bench.is).toMatchObject({ state: "live", position: 460, jumps: 2 });
  });

  it("is live again when it has been played up to the now, with no jump", () => {
    const bench = new Bench(true);
    bench.playhead.skip(-2);
    bench.playhead.setSpeed(2);
    expect(bench.run(1.9).is).toMatchObject({ state: "playing", speed: 2 });
    expect(bench.run(0.2).is).toMatchObject({ state: "live", speed: 1, jumps: 1 });
  });

  it("falls behind the now, with no jump, when it is paused or slowed down", () => {
    const paused = new Bench(true);
    paused.playhead.pause();
    expect(paused.run(1).is).toMatchObject({ state: "paused", position: 400, jumps: 0 });
    const slow = new Bench(true);
    slow.playhead.shift(-1);
    expect(slow.run(1).is).toMatchObject({ state: "playing", position: 415, speed: 0.5, jumps: 0 });
  });

  it("is live where its last tick is sought", () => {
    const bench = new Bench(true);
    bench.playhead.pause();
    bench.playhead.slide(1e9);
    expect(bench.is).toMatchObject({ state: "live", position: 400 });
  });

  it("jumps on with what is let go of", () => {
    const bench = new Bench(true);
    bench.playhead.seek(100);
    bench.playhead.pause();
    bench.range = { first: 200, last: 500 };
    expect(bench.run(0.1).is).toMatchObject({ state: "paused", position: 200, jumps: 2 });
  });
});
