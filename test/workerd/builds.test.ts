/**
 * What builds say to one another. After a deploy the Worker is new at once, and a running match and a pool keep the old code
 * for up to 45 minutes (wrangler.toml, `code_update_strategy`): so calls and answers stay what the build before knows.
 */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  LadderObject,
  MatchmakerObject,
  MatchObject,
  MonitorObject,
  PartyObject,
  PoolObject,
  QuotaObject,
  RelayObject,
  ReportsObject,
} from "#worker/index.ts";

const methods = {
  matchmaker: ["play", "opens", "takeFlight", "report", "refused", "forget", "list"],
  match: ["create", "reserve", "reserveAll", "audience", "info", "stats", "results", "fault", "replay", "flightLog"],
  pool: ["play", "report", "holds", "refused", "forget", "adopt", "snapshot", "enterParty", "cancelParty"],
  quota: ["open", "heard", "close", "takeTrace", "adopt"],
  relay: ["dismiss"],
  party: ["create", "join", "info"],
  ladder: ["apply", "leave", "seek", "page", "profile", "known", "isUsed", "rename", "erase", "rounds"],
  monitor: ["count", "fault", "act", "settle", "acts", "snapshot"],
  reports: ["file", "flag", "page", "source", "mark", "erase"],
} as const;

describe("the build before", () => {
  it.each([
    ["matchmaker", MatchmakerObject],
    ["match", MatchObject],
    ["pool", PoolObject],
    ["quota", QuotaObject],
    ["relay", RelayObject],
    ["party", PartyObject],
    ["ladder", LadderObject],
    ["monitor", MonitorObject],
    ["reports", ReportsObject],
  ] as const)("finds each method of a %s that it calls", (object, { prototype }) => {
    for (const method of methods[object]) expect(method in prototype, method).toBe(true);
  });

  it("is told of a match by its code alone", async () => {
    const placement = await env.MATCHMAKER.getByName("builds").play({ game: "arena", mode: "brawl", player: "a" });
    expect(placement).toMatch(/^[0-9A-Z]{10}$/);
  });
});
