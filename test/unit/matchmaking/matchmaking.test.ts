/** The simulator of pools: the same run from the same seed, nothing lost under kills, and it sees what a faulty pool does. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { svgChart, textChart } from "#test/matchmaking/chart.ts";
import { Disk } from "#test/matchmaking/disk.ts";
import { readLog, writeLog } from "#test/matchmaking/log.ts";
import { measure } from "#test/matchmaking/measure.ts";
import { MODES } from "#test/matchmaking/modes.ts";
import type { RunOptions, Wish } from "#test/matchmaking/outcome.ts";
import { POLICIES, type PolicyName } from "#test/matchmaking/policies/index.ts";
import { play } from "#test/matchmaking/run.ts";

const RUN: Omit<RunOptions, "policy"> = {
  seed: 4,
  rate: 2,
  hours: 0.1,
  population: { people: 1000, skill: 8, regions: { weur: 3, eeur: 1 } },
  parties: 0.2,
  cancels: 0.05,
  losses: 0.1,
  kills: 0,
  asleep: undefined,
  rules: MODES.teams,
};

const run = (parts: Partial<RunOptions> = {}) => {
  const options: RunOptions = { ...RUN, policy: POLICIES.ours(), ...parts };
  return measure(play(options), options.rules);
};

/** A disk that forgets some of what it was told to keep. */
class Forgetful extends Disk {
  #saves = 0;

  override save(ticket: Parameters<Disk["save"]>[0]): void {
    if (this.#saves++ % 3 !== 0) super.save(ticket);
  }
}

describe("the simulator of pools", () => {
  it.each(Object.keys(POLICIES) as PolicyName[])("loses, splits and doubles nothing, by any policy: %s", (name) => {
    const { tickets, matches, lost, split, doubled } = run({ policy: POLICIES[name]() });
    expect(tickets).toBeGreaterThan(500);
    expect(matches).toBeGreaterThan(30);
    expect({ lost, split, doubled }).toEqual({ lost: 0, split: 0, doubled: 0 });
  });

  it.each(Object.keys(MODES) as (keyof typeof MODES)[])("neither under kills, with a region asleep: %s", (mode) => {
    const { kills, lost, split, doubled } = run({ kills: 120, asleep: "eeur", rules: MODES[mode] });
    expect(kills).toBeGreaterThan(60);
    expect({ lost, split, doubled }).toEqual({ lost: 0, split: 0, doubled: 0 });
  });

  it("sees that a pool has forgotten tickets", () => {
    expect(run({ kills: 120, disk: new Forgetful() }).lost).toBeGreaterThan(0);
  });

  it("plays the same run from the same seed", () => {
    expect(run({ kills: 30 })).toEqual(run({ kills: 30 }));
    expect(run({ seed: 5 })).not.toEqual(run());
  });

  it("finds fairer matches than first come, first served", () => {
    expect(run().gap).toBeLessThan(0.8 * run({ policy: POLICIES.fcfs() }).gap);
  });
});

it("plays the tickets of a log again as they came", () => {
  const file = join(mkdtempSync(join(tmpdir(), "scrim-log-")), "log.jsonl");
  const first = play({ ...RUN, policy: POLICIES.ours() });
  writeFileSync(file, writeLog(first.wishes));
  const log = readLog(file);
  expect(log).toHaveLength(first.wishes.length);
  const again = play({ ...RUN, cancels: 0, log, policy: POLICIES.fcfs() });
  expect(again.wishes.length).toBeGreaterThan(0.95 * log.length);
  const tickets = (wishes: readonly Wish[]) => wishes.map(({ people }) => people.map(({ id }) => id).join());
  expect(tickets(first.wishes)).toEqual(expect.arrayContaining(tickets(again.wishes)));
  expect({ lost: again.lost, split: again.split, doubled: again.doubled }).toEqual({ lost: 0, split: 0, doubled: 0 });

  writeFileSync(file, "{}\n");
  expect(() => readLog(file)).toThrow("line 1 is no ticket");
});

it("charts every policy once", () => {
  const points = [
    { name: "ours", wait: 10, gap: 0.1 },
    { name: "fcfs", wait: 8, gap: 0.6 },
  ];
  expect(textChart(points)).toContain("B fcfs: 8.0 s, gap 0.600");
  expect(svgChart("Teams", points).match(/<circle/g)).toHaveLength(2);
});
