/** What goes to Workers Analytics Engine, and into which columns. */
import { describe, expect, it, vi } from "vitest";
import type { Vitals } from "#shared/monitor/index.ts";
import { parseLog } from "#test/matchmaking/log-lines.ts";
import { CATALOG, COUNTERS } from "#worker/metrics/catalog.ts";
import { COLUMNS, LABEL_COLUMNS, MATCH_COLUMNS } from "#worker/metrics/columns.ts";
import { MOST_POINTS, publishCounts } from "#worker/metrics/count-points.ts";
import { MatchPoints, POINT_MS } from "#worker/metrics/match-points.ts";
import { publishTo, rawMembers } from "#worker/queue/publish.ts";

/** As the platform takes it. */
interface Point {
  readonly indexes?: readonly unknown[];
  readonly blobs?: readonly unknown[];
  readonly doubles?: readonly number[];
}

const dataset = () => ({ writeDataPoint: vi.fn<(point?: Point) => void>() });
const bytesOf = (blobs: unknown) => new TextEncoder().encode(JSON.stringify(blobs)).length;

/** What a point has, by what COLUMNS says of it. */
function read(point: Point | undefined): Map<string, unknown> {
  const cells = [
    ...(point?.blobs ?? []).map((value, n) => [`blob${n + 1}`, value] as const),
    ...(point?.doubles ?? []).map((value, n) => [`double${n + 1}`, value] as const),
  ];
  return new Map(cells.flatMap(([column, value]) => [[COLUMNS.find(([name]) => name === column)?.[1] ?? "", value]]));
}

describe("the layout", () => {
  it("has each column at the same place for ever: a new one comes last", () => {
    expect(LABEL_COLUMNS.join(" ")).toMatch(/^game mode region status reason where event listed outcome role how act/);
    expect(MATCH_COLUMNS.slice(0, 11)).toEqual([
      ...["scrim_players", "scrim_bots", "scrim_spectators", "scrim_tick_lateness_seconds", "scrim_late_ticks_ratio"],
      ...["scrim_late_inputs_ratio", "scrim_received_messages_total", "scrim_received_bytes_total"],
      ...["scrim_sent_messages_total", "scrim_sent_bytes_total", "scrim_dollars_total"],
    ]);
  });

  it("has a column for each label of a counter, and no more columns than the platform", () => {
    for (const { labels } of COUNTERS) for (const label of labels) expect(LABEL_COLUMNS).toContain(label);
    for (const metric of MATCH_COLUMNS) expect(CATALOG.map(({ name }) => name)).toContain(metric);
    for (const kind of ["blob", "double"]) {
      const own = COLUMNS.filter(([column]) => column.startsWith(kind));
      expect(own.map(([column]) => column)).toEqual(own.map((_, n) => `${kind}${n + 1}`));
      expect(own.length).toBeLessThanOrEqual(20);
    }
  });
});

describe("counts", () => {
  it("are a point each, with their labels in the columns of these", () => {
    const { writeDataPoint } = dataset();
    const labels = { where: "POST /api/play", reason: "too_many" };
    publishCounts({ writeDataPoint }, [{ name: "scrim_refusals_total", labels, by: 3 }]);
    const [[point]] = writeDataPoint.mock.calls;
    expect(point?.indexes).toEqual(["scrim_refusals_total"]);
    const cells = read(point);
    expect([cells.get("`where`"), cells.get("`reason`"), cells.get("`game`")]).toEqual([
      "POST /api/play",
      "too_many",
      "",
    ]);
    expect(cells.get("of a `count`: the metric's name")).toBe("scrim_refusals_total");
    expect(cells.get("of a `count`: how much more")).toBe(3);
  });

  it("are no more than an invocation may write: the smallest are left out", () => {
    const { writeDataPoint } = dataset();
    const many = Array.from({ length: MOST_POINTS + 50 }, (_, by) => ({ name: "scrim_faults_total", labels: {}, by }));
    publishCounts({ writeDataPoint }, many);
    expect(writeDataPoint).toHaveBeenCalledTimes(MOST_POINTS);
    expect(Math.min(...writeDataPoint.mock.calls.map(([point]) => point?.doubles?.[0] ?? 0))).toBe(50);
    publishCounts(undefined, many);
  });
});

describe("a match", () => {
  const standing = { status: "live", players: 2, bots: 1, spectators: 5 } as const;
  const vitals = (more: Partial<Vitals>): Vitals => ({
    ...{ made: 0, tickRate: 30, asleep: false, lateMs: 40, lateTicks: 0.1, lateInputs: 0.2, limited: 0, relays: [] },
    ...{ messagesIn: 0, bytesIn: 0, messagesOut: 0, bytesOut: 0, dollars: 0 },
    ...more,
  });
  const place = { game: "arena", mode: "duel", region: "weur" };

  it("is a point a minute at most, with what it has used since the one before; its end is told at once, and once", () => {
    const { writeDataPoint } = dataset();
    const points = new MatchPoints({ writeDataPoint }, place);
    points.offer(standing, vitals({ bytesOut: 5000 }), 0);
    points.offer(standing, vitals({ bytesOut: 6000 }), POINT_MS - 1);
    points.offer(standing, vitals({ bytesOut: 9000, dollars: 0.5 }), POINT_MS);
    points.offer({ ...standing, status: "ended" }, vitals({ bytesOut: 9100, dollars: 0.5 }), POINT_MS + 1);
    points.offer({ ...standing, status: "ended" }, vitals({ bytesOut: 9100, dollars: 0.5 }), POINT_MS + 2);
    const told = writeDataPoint.mock.calls.map(([point]) => read(point));
    expect(told.map((cells) => cells.get("of a `match`: `scrim_sent_bytes_total`"))).toEqual([0, 4000, 100]);
    expect(told.map((cells) => cells.get("of a `match`: `scrim_dollars_total`"))).toEqual([0, 0.5, 0]);
    expect(told.map((cells) => cells.get("`status`"))).toEqual(["live", "live", "ended"]);
    expect(told[0].get("of a `match`: `scrim_tick_lateness_seconds`")).toBe(0.04);
    expect(writeDataPoint.mock.calls[0][0]?.indexes).toEqual(["arena/duel/weur"]);
  });

  it("is told to none where no dataset is bound", () => {
    expect(() => new MatchPoints(undefined, place).offer(standing, vitals({}), 0)).not.toThrow();
  });
});

describe("a decision", () => {
  const member = (n: number) => ({
    ...{ player: `${n}`.padStart(16, "0"), mu: 25.123, sigma: 8.333, rounds: 12 },
    rtt: Object.fromEntries(Array.from({ length: 9 }, (_, region) => [`region${region}`, 100 + region])),
  });
  const place = { game: "arena", mode: "pairs", region: "weur" } as const;
  const line = (people: number, how: "matched" | "cancelled") => ({
    since: 1_800_000_000_000,
    members: Array.from({ length: people }, (_, n) => member(n)),
    ended: { at: 1_800_000_012_500, how },
  });

  it("has all that pairing knew of its members, so that the simulator plays it again from an export", () => {
    const { writeDataPoint } = dataset();
    publishTo({ writeDataPoint }, place, [line(2, "matched"), line(1, "cancelled")]);
    const rows = writeDataPoint.mock.calls.map(([point]) =>
      JSON.stringify({
        blob4: point?.blobs?.[3],
        blob7: point?.blobs?.[6],
        ...{ double1: point?.doubles?.[0], double2: point?.doubles?.[1] },
        ...{ double9: point?.doubles?.[8], double10: point?.doubles?.[9] },
      }),
    );
    const logged = parseLog(rows.join("\n"));
    expect(logged.map(({ since, cancelled }) => [since, cancelled])).toEqual([
      [1_800_000_000_000, undefined],
      [1_800_000_000_000, 1_800_000_012_500],
    ]);
    expect(logged[0].people).toMatchObject([
      { id: member(0).player, rating: { mu: 25.123, sigma: 8.333 }, rounds: 12, rtt: { region8: 108 } },
      { id: member(1).player },
    ]);
  });

  it("of a large party has whole members, as many as the platform takes, and says how many", () => {
    const { writeDataPoint } = dataset();
    publishTo({ writeDataPoint }, place, [line(200, "matched")]);
    const [[point]] = writeDataPoint.mock.calls;
    const told: unknown[] = JSON.parse(String(point?.blobs?.[6]));
    expect(told).toEqual(line(told.length, "matched").members);
    expect(told.length).toBeGreaterThan(20);
    expect(point?.doubles?.slice(1, 2)).toEqual([200]);
    expect(point?.doubles?.[9]).toBe(told.length);
    expect(bytesOf(point?.blobs)).toBeLessThan(16_384);
    const row = { blob4: "matched", blob7: rawMembers(line(1, "matched").members).text, double1: 1, double2: 2 };
    expect(() => parseLog(JSON.stringify({ ...row, double9: 1, double10: 1 }))).toThrow(
      "too large to be told of whole",
    );
  });
});
