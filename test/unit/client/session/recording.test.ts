import { describe, expect, it } from "vitest";
import type { Footage } from "#client/session/recording/footage.ts";
import { Recording } from "#client/session/recording/recording.ts";
import { type Frame, LogReader, LogWriter, opening, type Stream } from "#shared/log/index.ts";
import { type AnyGame, firstDifference, describe as inWords, Random, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { seatAll, shuffle, toy } from "#test/support/toy.ts";

/** A match, a client that reads its log, and the client's recording. */
class Recorded {
  readonly match: BotMatch;
  readonly recording: Recording;
  /** By tick, as the server had them. */
  readonly worlds = new Map<number, WorldBase>();
  readonly #writer: LogWriter;
  readonly #reader: LogReader;
  readonly #random = new Random({ seed: 3, draws: 0 });

  constructor(game: AnyGame, seconds?: number, stream: Stream = "rules") {
    this.match = new BotMatch(game, { seats: 4 }, 11);
    const { world } = this.match;
    seatAll(this.match.inputs, SEAT.person);
    this.recording = new Recording(world.layout, seconds);
    this.#writer = new LogWriter(world, { stream, heartbeat: 20, hashEvery: 64 });
    this.#reader = new LogReader(world.layout);
    this.begin();
  }

  get tick(): number {
    return this.match.world.tick;
  }

  /** What begins a stream comes: a keyframe, and the frames since. */
  begin(): void {
    const { world } = this.match;
    this.#writer.settle();
    const { keyframe, frames } = opening(world);
    this.#reader.begin(keyframe);
    this.worlds.set(world.tick, world.clone());
    this.recording.begin(this.#reader.world);
    for (const frame of frames) this.#apply(frame);
  }

  #apply(frame: Frame): void {
    this.#reader.apply(frame);
    this.recording.add(frame, this.#reader.world);
  }

  /** @param lost whether the frames do not come */
  play(ticks: number, lost = false): this {
    const { match } = this;
    const { world } = match;
    const each = () => {
      this.worlds.set(world.tick, world.clone());
      const frame = this.#writer.write(world);
      if (frame && !lost) this.#apply(frame);
    };
    match.run(ticks, each, () => {
      match.decide();
      // Silences as well.
      if (world.tick % 90 < 60) shuffle(match.inputs, (n) => this.#random.below(n));
    });
    return this;
  }

  /** What differs at a tick from what it was; undefined where nothing does. */
  differs(footage: Footage, tick: number): string | undefined {
    const was = this.worlds.get(tick);
    if (!was) return "there was no such tick";
    const found = firstDifference(was, footage.world(tick));
    return found && inWords(found);
  }
}

describe("a recording", () => {
  it.each<[string, AnyGame, Stream]>([
    ["toy, rules", toy, "rules"],
    ["toy, states", toy, "state"],
    ["scuffle, rules", scuffle, "rules"],
  ])("shows every tick as it was, in any order: %s", (_, game, stream) => {
    const recorded = new Recorded(game, 600, stream).play(700);
    const footage = recorded.recording.footage();
    const last = recorded.recording.last;
    expect(footage.first).toBe(0);
    expect(last).toBeGreaterThan(680);
    for (let tick = 0; tick <= last; tick++) expect(recorded.differs(footage, tick)).toBeUndefined();
    const random = new Random({ seed: 21, draws: 0 });
    for (let n = 0; n < 200; n++) expect(recorded.differs(footage, random.below(last + 1))).toBeUndefined();
  });

  it("is read at two places at once", () => {
    const recorded = new Recorded(toy).play(300);
    const [one, other] = [recorded.recording.footage(), recorded.recording.footage().again()];
    for (let n = 0; n < 100; n++) {
      expect(recorded.differs(one, n)).toBeUndefined();
      expect(recorded.differs(other, 200 - n)).toBeUndefined();
    }
  });

  it("lets the oldest go, and refuses what it does not have", () => {
    const recorded = new Recorded(toy, 20).play(3000);
    const footage = recorded.recording.footage();
    expect(footage.last - footage.first).toBeGreaterThanOrEqual(20 * 30);
    expect(footage.last - footage.first).toBeLessThanOrEqual(25 * 30);
    expect(recorded.differs(footage, footage.first)).toBeUndefined();
    for (const tick of [footage.first - 1, footage.last + 1, footage.first + 0.5, -1, Number.NaN])
      expect(() => footage.world(tick)).toThrow(/is not within/);
    expect(() => footage.roster(footage.last + 1)).toThrow(RangeError);
  });

  it("has nothing before the first keyframe", () => {
    const recording = new Recording(new BotMatch(toy, {}, 1).world.layout);
    expect([recording.first, recording.last]).toEqual([-1, -1]);
    expect(() => recording.footage().world(-1)).toThrow(RangeError);
    expect(() => recording.footage().world(0)).toThrow(RangeError);
  });

  it("stands still where frames are missing, and goes on after", () => {
    const recorded = new Recorded(toy).play(200);
    const known = recorded.recording.last;
    recorded.play(100, true);
    recorded.begin();
    const again = recorded.tick;
    recorded.play(200);
    const footage = recorded.recording.footage();
    expect(footage.world(known + 40).tick).toBe(known);
    for (const tick of [known, again, again + 150, 3]) expect(recorded.differs(footage, tick)).toBeUndefined();
  });

  it("forgets what never was, when the match is resumed at an earlier tick", () => {
    const recorded = new Recorded(toy).play(200);
    const { recording } = recorded;
    const footage = recording.footage();
    const kept = footage.world(150).clone();
    kept.random.next();
    recording.begin(kept);
    expect(recording.last).toBe(150);
    expect(footage.world(150).hash()).toBe(kept.hash());
    expect(recorded.differs(footage, 149)).toBeUndefined();
    expect(() => footage.world(151)).toThrow(RangeError);
  });

  it("knows the roster of each tick", () => {
    const recorded = new Recorded(toy);
    const { recording } = recorded;
    const tell = (name: string) => recording.tell([{ seat: 0, kind: SEAT.person, name }]);
    tell("Ada");
    recorded.play(100);
    const changed = recording.last;
    tell("Bob");
    recorded.play(100);
    const nameAt = (tick: number) => recording.footage().roster(tick)[0].name;
    expect([0, changed - 1, changed, recording.last].map(nameAt)).toEqual(["Ada", "Ada", "Bob", "Bob"]);
  });
});
