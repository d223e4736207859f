/** The decision log: a real pool writes it, its operator fetches it, and the simulator plays it again. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { parseLog } from "#test/matchmaking/log-lines.ts";
import { ALL_MODES } from "#test/matchmaking/modes.ts";
import { ours } from "#test/matchmaking/policies/index.ts";
import { play } from "#test/matchmaking/run.ts";
import { poolFor } from "#worker/objects.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import type { DecisionLine } from "#worker/queue/decision.ts";
import { SqlDecisionStore } from "#worker/queue/decision-store.ts";
import { publishTo } from "#worker/queue/publish.ts";
import { ask, refusal, whose } from "./support/http.ts";
import { Searcher } from "./support/searcher.ts";

const TOKEN = "a-token-of-the-operator-of-32-characters";
const fetchLog = (path = "puck/faceoff/local") =>
  ask(
    `/api/operator/pools/${path}/decisions`,
    { headers: { Authorization: `Bearer ${TOKEN}` } },
    { OPERATOR_TOKEN: TOKEN },
  );

const place = { game: "puck", mode: "faceoff", region: "local" } as const;

/** Not by `text()`, which warns of each type that is not named text. */
const logText = async (): Promise<string> => new TextDecoder().decode(await (await fetchLog()).arrayBuffer());

async function lines(): Promise<DecisionLine[]> {
  return (await logText())
    .split("\n")
    .filter((line) => line !== "")
    .map((line): DecisionLine => JSON.parse(line));
}

describe("the decision log of a pool", () => {
  it("has each ticket, what it was paired by and what became of it; and the simulator plays it under other weights", async () => {
    const cancels = await Searcher.join("Cid", "puck", "faceoff");
    cancels.socket.close(1000);
    const [ann, bob] = [await Searcher.join("Ann", "puck", "faceoff"), await Searcher.join("Bob", "puck", "faceoff")];
    await Promise.all([ann.hear("admitted"), bob.hear("admitted")]);
    for (const { socket } of [ann, bob]) socket.close(1000);
    const waits = await Searcher.join("Dan", "puck", "faceoff");
    const text = await logText();
    const log = await lines();
    expect(log.map(({ ended }) => ended?.how)).toEqual(["cancelled", "matched", "matched", undefined]);
    const [cid, a, b] = log;
    expect(cid.cancelled).toBe(cid.ended?.at);
    expect(a.match).toMatchObject({ region: "local", bots: 0, gap: 0 });
    expect(a.match?.id).toBe(b.match?.id);
    expect(new Set([a.match?.team, b.match?.team])).toEqual(new Set([0, 1]));
    expect(a.members).toMatchObject([{ mu: 25, sigma: 8.333, rtt: { local: 0 }, rounds: 0 }]);
    // Neither who they are nor what they are called.
    for (const { token } of [ann, bob, cancels, waits]) expect(text).not.toContain(whose(token));
    for (const name of ["Ann", "Bob", "Cid", "Dan"]) expect(text).not.toContain(name);
    expect(new Set(log.map(({ members: [{ player }] }) => player)).size).toBe(4);

    const parsed = parseLog(text);
    const outcome = play({
      ...{ seed: 1, rate: 1, hours: 0.1, parties: 0, cancels: 0, losses: 0, kills: 0, asleep: undefined },
      population: { people: 2, skill: 8, regions: { local: 1 } },
      rules: ALL_MODES["puck/faceoff"],
      policy: ours({ ...WEIGHTS, wait: 1, gap: 0 }),
      log: parsed,
    });
    expect(outcome.wishes).toHaveLength(4);
    expect(outcome).toMatchObject({ lost: 0, split: 0, doubled: 0 });
    const together = [...outcome.matches.values()].map(({ teams }) => new Set(teams.flat()));
    expect(together).toContainEqual(new Set([a.members[0].player, b.members[0].player]));
    waits.socket.close(1000);
  });

  it("is on the disk some seconds after, and outlives a crash; a player has the same name in it as before", async () => {
    const ann = await Searcher.join("Ann", "puck", "faceoff");
    const { token } = ann;
    ann.socket.close(1000);
    const stored = () =>
      runInDurableObject(poolFor(env, place), (_, { storage }) => {
        const [row] = storage.sql.exec<{ n: number }>("SELECT count(*) AS n FROM queue_decisions").toArray();
        return row.n;
      });
    const before = await stored();
    await vi.waitFor(async () => expect(await stored()).toBe(before + 1), 10_000);
    const [last] = (await lines()).slice(-1);
    await runInDurableObject(poolFor(env, place), (_, state) => state.abort()).catch(() => undefined);
    expect((await lines()).slice(-1)).toEqual([last]);
    const again = await Searcher.join("Ann", "puck", "faceoff", token);
    expect((await lines()).slice(-1)).toMatchObject([{ members: [{ player: last.members[0].player }] }]);
    again.socket.close(1000);
  });

  it("is the operator's alone, and of queues that there are", async () => {
    expect(await refusal(await ask("/api/operator/pools/puck/faceoff/local/decisions"))).toMatchObject({ status: 404 });
    for (const path of [
      "puck/duel/local",
      "puck/nope/local",
      "chess/faceoff/local",
      "puck/faceoff/moon",
      "puck/constructor/local",
    ])
      expect(await refusal(await fetchLog(path)), path).toMatchObject({ status: 404, error: "no_route" });
    const answer = await fetchLog();
    expect(answer.headers.get("Content-Type")).toBe("application/x-ndjson");
    await answer.body?.cancel();
  });
});

it("the ring keeps the newest rows, within its bounds, also after a restart", async () => {
  await runInDurableObject(env.POOL.getByName("ring"), (_, { storage: { sql } }) => {
    const bounds = { rows: 4, bytes: 100 };
    const all = (store: SqlDecisionStore) => {
      const rows: string[] = [];
      for (let row = store.after(0); row; row = store.after(row.n)) rows.push(row.lines);
      return rows;
    };
    const store = new SqlDecisionStore(sql, bounds);
    for (const lines of ["a", "b", "c", "d", "e"]) store.add(lines);
    expect(all(store)).toEqual(["b", "c", "d", "e"]);
    const again = new SqlDecisionStore(sql, bounds);
    again.add("f".repeat(98));
    expect(all(again)).toEqual(["d", "e", "f".repeat(98)]);
    // One row stays, however long it is.
    again.add("g".repeat(200));
    expect(all(again)).toEqual(["g".repeat(200)]);
  });
});

it("a bound dataset gets a point for each ticket that has ended, and no more than an invocation may write", () => {
  const writeDataPoint = vi.fn();
  const member = { player: "p", mu: 25, sigma: 8, rtt: { local: 3 } };
  const line: DecisionLine = {
    ...{ since: 1000, members: [member] },
    ended: { at: 3000, how: "matched" },
    match: { id: "m", region: "local", gap: 0.25, bots: 1, team: 0 },
  };
  publishTo({ writeDataPoint }, place, [line, { since: 1, members: [member] }]);
  expect(writeDataPoint.mock.calls).toEqual([
    [
      {
        indexes: ["puck/faceoff/local"],
        blobs: ["puck", "faceoff", "local", "matched", "local", "m", JSON.stringify([member])],
        doubles: [2, 1, 25, 8, 0.25, 1, 3, 0, line.since, 1],
      },
    ],
  ]);
  publishTo(
    { writeDataPoint },
    place,
    Array.from({ length: 300 }, () => line),
  );
  expect(writeDataPoint).toHaveBeenCalledTimes(251);
  publishTo(undefined, place, [line]);
});
