/** What `/metrics` says, read by a parser of Prometheus' format. */
import { describe, expect, it } from "vitest";
import type { MatchRow, Vitals } from "#shared/monitor/index.ts";
import { expectOfCatalog, readMetrics } from "#test/support/metrics.ts";
import { CATALOG, COUNTERS, GAUGES } from "#worker/metrics/catalog.ts";
import { samplesOf } from "#worker/metrics/gauges.ts";
import { metricsText } from "#worker/metrics/text.ts";
import type { MonitorSnapshot } from "#worker/monitor/rpc.ts";

const NOW = 1_800_000_000_000;
const PLACE = { game: "arena", mode: "duel", region: "weur" } as const;

const vitals = (more: Partial<Vitals> = {}): Vitals => ({
  ...{ made: NOW - 3_600_000, tickRate: 30, asleep: false, lateMs: 4, lateTicks: 0, lateInputs: 0.01 },
  ...{ messagesIn: 10, bytesIn: 1000, messagesOut: 20, bytesOut: 5000, limited: 0, dollars: 0.01, relays: [] },
  ...more,
});
const row = (n: number, more: Partial<MatchRow> = {}): MatchRow => ({
  ...{ id: `${n}`.padStart(64, "0"), code: "ABCD…(10)", ...PLACE, status: "live", listed: true },
  ...{ seats: 8, players: 2, bots: 1, spectators: 3, heard: NOW, vitals: vitals() },
  ...more,
});

const SNAPSHOT: MonitorSnapshot = {
  at: NOW,
  matches: [
    row(1, { vitals: vitals({ lateMs: 80, lateTicks: 0.2, dollars: 0.02, relays: [4, 5] }) }),
    row(2),
    row(3, { status: "waiting", listed: false, vitals: vitals({ asleep: true, lateMs: 900, dollars: 7 }) }),
    row(4, { mode: "pairs", vitals: undefined }),
  ],
  pools: [
    {
      ...{ ...PLACE, matches: 2, players: 4, open: 1, searching: 3 },
      queue: {
        ...{ tickets: 3, oldestS: 41.5, waitedS: { p50: 4, p90: 12.5 } },
        wave: { at: NOW, lateMs: 7, tickets: 3, matches: 1 },
        reasons: [
          { reason: "too_few", tickets: 1 },
          { reason: "skill", tickets: 2 },
        ],
      },
    },
  ],
  ladders: [{ game: "arena", mode: "pairs", season: "2027-q1", players: 9, rounds: 20, refused: 1, paused: 2 }],
  refusals: [{ where: 'GET /"odd"\\\n', reason: "no_route", count: 4, lastAt: NOW }],
  counters: [
    { name: "scrim_faults_total", labels: { event: "match_failed" }, by: 2 },
    { name: "scrim_of_a_newer_build_total", labels: {}, by: 2 },
    { name: "scrim_acts_total", labels: { act: "kick", player: "Ann" }, by: 1 },
  ],
};
const text = metricsText(samplesOf(SNAPSHOT));
const families = readMetrics(text);
const valuesOf = (name: string) =>
  families.find((one) => one.name === name)?.metrics.map(({ labels, value }) => [Object.values(labels), value]);

describe("the text of the metrics", () => {
  it("has of each metric its help and type as in the catalog, and its labels alone, in the catalog's order", () => {
    expectOfCatalog(families);
    const names = families.map(({ name }) => name);
    // All gauges, and of the counters those that were counted.
    for (const { name } of GAUGES) expect(names).toContain(name);
    expect(families.filter(({ type }) => type === "COUNTER").map(({ name }) => name)).toEqual([
      "scrim_refusals_total",
      "scrim_faults_total",
    ]);
  });

  it("says how matches stand by game, mode and region", () => {
    const place = ["arena", "duel", "weur"];
    expect(valuesOf("scrim_matches")).toEqual([
      [[...place, "ended"], 0],
      [[...place, "live"], 2],
      [[...place, "waiting"], 1],
      [["arena", "pairs", "weur", "ended"], 0],
      [["arena", "pairs", "weur", "live"], 1],
      [["arena", "pairs", "weur", "waiting"], 0],
    ]);
    const one = (name: string) => valuesOf(name)?.[0];
    expect(one("scrim_matches_asleep")).toEqual([place, 1]);
    expect(one("scrim_matches_late")).toEqual([place, 1]);
    // A match that sleeps has no timer that could be late, and costs nothing an hour.
    expect(one("scrim_tick_lateness_seconds")).toEqual([place, 0.08]);
    expect(one("scrim_late_ticks_ratio")).toEqual([place, 0.1]);
    expect(one("scrim_dollars_per_hour")).toEqual([place, 0.03]);
    expect(one("scrim_players")).toEqual([place, 6]);
    expect(one("scrim_relays")).toEqual([place, 2]);
    expect(one("scrim_relay_spectators")).toEqual([place, 9]);
  });

  it("says how queues and ladders stand", () => {
    const place = ["arena", "duel", "weur"];
    expect(valuesOf("scrim_tickets_waiting")).toEqual([
      [[...place, "skill"], 2],
      [[...place, "too_few"], 1],
    ]);
    expect(valuesOf("scrim_ticket_wait_seconds")).toEqual([
      [[...place, "0.5"], 4],
      [[...place, "0.9"], 12.5],
    ]);
    expect(valuesOf("scrim_wave_lateness_seconds")).toEqual([[place, 0.007]]);
    expect(valuesOf("scrim_ladder_paused_players")).toEqual([[["arena", "pairs", "2027-q1"], 2]]);
  });

  it("escapes what a label's value may not hold", () => {
    expect(text).toContain('scrim_refusals_total{where="GET /\\"odd\\"\\\\\\n",reason="no_route"} 4\n');
  });

  it("leaves out what the catalog does not know, and labels that it does not have", () => {
    expect(text).not.toContain("newer_build");
    expect(text).not.toContain("Ann");
  });

  it("is the same, in any order of the figures", () => {
    const turned = { ...SNAPSHOT, matches: SNAPSHOT.matches.toReversed(), pools: SNAPSHOT.pools.toReversed() };
    expect(metricsText(samplesOf(turned))).toBe(text);
    expect(metricsText([])).toBe("");
  });
});

describe("the catalog", () => {
  it("names each metric once, by Prometheus' conventions", () => {
    const names = CATALOG.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, type, unit, labels, help } of CATALOG) {
      expect(name).toMatch(/^scrim(_[a-z]+)+$/);
      expect(name.endsWith("_total"), name).toBe(type === "counter");
      const word = unit === "dollars per hour" ? "dollars_per_hour" : unit;
      if (word !== "") expect(name.replace(/_total$/, "")).toMatch(new RegExp(`_${word}$`));
      for (const label of labels) expect(label).toMatch(/^[a-z]+$/);
      expect(help).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("has no label that says which player, match or address it is about", () => {
    const labels = new Set([...GAUGES, ...COUNTERS].flatMap((metric): readonly string[] => metric.labels));
    expect([...labels].sort()).toEqual([
      ...["act", "event", "game", "how", "listed", "mode", "outcome", "quantile"],
      ...["reason", "region", "role", "season", "status", "where"],
    ]);
  });
});
