/** Figures of inputs: what hands do is below each limit, what programs do is beyond one; and what they do not tell. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import {
  beyond,
  figuresOf,
  type InputTrace,
  InputTraces,
  inputTraces,
  LIMITS,
  readReplay,
  writeReplay,
} from "#shared/replay/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { aimbot, gamepad, macro, mouse, touch, turbo } from "#test/support/hands.ts";
import { Recorder } from "#test/support/recorder.ts";

const folder = mkdtempSync(join(tmpdir(), "scrim-figures-"));
afterAll(() => rmSync(folder, { recursive: true }));

const RATES = [20, 30, 60];
const SEEDS = Array.from({ length: 6 }, (_, n) => n + 1);

/** The greatest and the least of each figure, over the seeds. */
function rangeOf(make: (seed: number) => InputTrace) {
  const all = SEEDS.map((seed) => figuresOf(make(seed)));
  const of = (pick: (...values: number[]) => number) => ({
    presses: pick(...all.map(({ presses }) => presses)),
    loop: pick(...all.map(({ loop }) => loop)),
    snaps: pick(...all.map(({ snaps }) => snaps)),
    beat: pick(...all.map(({ beat }) => beat)),
  });
  return { most: of(Math.max), least: of(Math.min) };
}

describe.each(RATES)("at %i ticks a second", (tickRate) => {
  const play = (seed: number) => ({ seed, tickRate, seconds: 90 });

  it.each([
    ["a mouse", (seed: number) => mouse(play(seed))],
    ["a mouse whose button is mashed", (seed: number) => mouse(play(seed), 11)],
    ["a gamepad", (seed: number) => gamepad(play(seed))],
    ["thumbs on glass", (seed: number) => touch(play(seed))],
  ])("hands are below half of each limit, but for presses: %s", (_, make) => {
    const { most } = rangeOf(make);
    expect(most.presses).toBeLessThan(LIMITS.presses * 0.8);
    expect(most.loop).toBeLessThan(LIMITS.loop / 2);
    expect(most.snaps).toBeLessThan(LIMITS.snaps / 2);
    expect(most.beat).toBeLessThan(LIMITS.beat / 2);
  });

  it("a macro repeats itself, and a program that aims snaps", () => {
    expect(rangeOf((seed) => macro(play(seed))).least.loop).toBeGreaterThan(10 * LIMITS.loop);
    expect(rangeOf((seed) => aimbot(play(seed))).least.snaps).toBeGreaterThan(2 * LIMITS.snaps);
  });
});

it.each([30, 60])("a trigger that a program pulls is faster than hands, at %i ticks a second", (tickRate) => {
  const { least } = rangeOf((seed) => turbo({ seed, tickRate, seconds: 90 }));
  expect(least.presses).toBeGreaterThanOrEqual(LIMITS.presses);
});

const everyMode = [...games].flatMap(([name, game]) =>
  Object.keys(game.modes).map((mode) => [name, mode, game] as const),
);

/** Their bots decide every few ticks; those of the others at each tick, or by no input at all. */
const KEEPS_BEAT = new Set(["arena", "puck"]);

describe.each(everyMode)("the bots of %s, %s", (name, mode, game) => {
  it("keep to the beat in which they decide, if there is one, and by all else they are like hands", () => {
    const match = new BotMatch(game, { ...game.modes[mode].settings }, 7);
    const traces = new InputTraces();
    match.run(60 * match.world.layout.tickRate, (world) => traces.take(world));
    expect(traces.bySeat.size).toBeGreaterThanOrEqual(2);
    for (const trace of traces.bySeat.values())
      expect(beyond(figuresOf(trace)).map((figure) => figure.name)).toEqual(KEEPS_BEAT.has(name) ? ["beat"] : []);
  });
});

describe("a replay", () => {
  it("has the inputs of players alone, the same that were given", async () => {
    const [, game] = [...games][0];
    const match = new BotMatch(game, { ...Object.values(game.modes)[0].settings, seats: 3 }, 3);
    match.inputs.cells[0][2] = SEAT.bot;
    const recorder = new Recorder(match.world);
    const direct = new InputTraces();
    match.run(300, (world) => {
      recorder.tick();
      direct.take(world);
    });
    const { head, segments } = recorder.finish();
    const traces = inputTraces(await readReplay(await writeReplay(head, segments)), games);
    const file = join(folder, "replay");
    writeFileSync(file, await writeReplay(head, segments));
    const command = (...args: string[]) =>
      spawnSync(process.execPath, ["scripts/figures.ts", ...args], { encoding: "utf8" });
    const told = command(file);
    // Bots had these players' controls; ten seconds are too few to say it.
    expect([told.status, told.stderr]).toEqual([0, ""]);
    for (const word of ["Nr. 0", "Nr. 1", "presses", "loop", "snaps", "beat"]) expect(told.stdout).toContain(word);
    expect(told.stdout).not.toContain("Nr. 2");
    writeFileSync(file, "no replay");
    expect(command(file).status).toBe(2);
    expect(command().status).toBe(2);
    expect([...traces.keys()]).toEqual([0, 1]);
    for (const [seat, { rows }] of traces) expect(rows).toEqual(direct.bySeat.get(seat)?.rows);
  });
});

describe("time away", () => {
  it("is neither a press, a loop, a snap nor a beat", () => {
    const trace = mouse({ seed: 1, tickRate: 30, seconds: 30 });
    const rows = trace.rows.map((row, tick) => (tick % 60 < 30 ? row : undefined));
    for (const figure of Object.values(figuresOf({ ...trace, rows: rows.map(() => undefined) })))
      expect(figure).toBe(0);
    const { presses, loop, snaps, beat } = figuresOf({ ...trace, rows });
    const whole = figuresOf(trace);
    expect(presses).toBeLessThanOrEqual(whole.presses);
    expect(loop).toBeLessThanOrEqual(whole.loop);
    expect(snaps).toBe(0);
    expect(beat).toBeLessThan(LIMITS.beat);
  });

  it("of a player who does nothing at all repeats nothing", () => {
    const { rows, ...shape } = mouse({ seed: 1, tickRate: 30, seconds: 60 });
    expect(figuresOf({ ...shape, rows: rows.map(() => rows[0]) })).toEqual({ presses: 0, loop: 0, snaps: 0, beat: 0 });
  });
});
