/** A scrape of a server on which something happens: docs/METRICS.md. */
import { env, waitUntil } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectOfCatalog, type Family, readMetrics } from "#test/support/metrics.ts";
import { count } from "#worker/monitor/counters.ts";
import { monitorEar } from "#worker/monitor/ear.ts";
import { matchId, monitorOf } from "#worker/objects.ts";
import { listen } from "#worker/telling.ts";
import { ask, HOST, post, refusal, whose } from "./support/http.ts";
import { Player } from "./support/player.ts";
import { Searcher } from "./support/searcher.ts";

const TOKEN = "a-token-of-the-operator-of-32-characters";
const ON = { OPERATOR_TOKEN: TOKEN };
const LOCAL = { LOOPBACK_ONLY: "1" };
/** Counts are told at most once in ten seconds, and a snapshot may be some seconds old. */
const SOON = { timeout: 40_000, interval: 1000 };

const scrape = (headers: Record<string, string> = { Authorization: `Bearer ${TOKEN}` }, changes = ON) =>
  ask("/metrics", { headers }, changes);
const scraped = async (): Promise<string> => new TextDecoder().decode(await (await scrape()).arrayBuffer());

/** The sum over all samples that have these labels. */
const totalOf = (families: readonly Family[], name: string, wanted: Readonly<Record<string, string>>): number =>
  (families.find((family) => family.name === name)?.metrics ?? [])
    .filter(({ labels }) => Object.entries(wanted).every(([label, value]) => labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);

describe("who may scrape", () => {
  it("is the operator, by the token or a page's sign-in", async () => {
    const answer = await scrape();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    const session = await post("/api/operator/session", { token: TOKEN, name: "Grace" }, { Origin: HOST }, ON);
    const Cookie = session.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    expect((await scrape({ Cookie })).status).toBe(200);
    expect((await ask("/metrics", {}, LOCAL)).status).toBe(200);
  });

  it("is no other", async () => {
    for (const headers of [{}, { Authorization: "Bearer wrong" }, { Cookie: "scrim-operator=a.b.c" }])
      expect(await refusal(await scrape(headers))).toMatchObject({ status: 401, error: "unauthorized" });
    const foreign = { Authorization: `Bearer ${TOKEN}`, Origin: "https://elsewhere.example" };
    expect(await refusal(await scrape(foreign))).toMatchObject({ status: 403, error: "foreign_origin" });
    expect(await refusal(await ask("/metrics"))).toMatchObject({ status: 404, error: "no_route" });
  });
});

describe("a scrape", () => {
  const open: { close(): void }[] = [];
  beforeEach(() => {
    // The objects of this server have no operator of their own.
    listen({
      ...monitorEar,
      counted: (name, labels, by) => count({ ...env, ...LOCAL }, waitUntil, [{ name, labels, by }]),
    });
  });
  afterEach(() => {
    listen(monitorEar);
    for (const one of open.splice(0)) one.close();
  });

  it("has what has happened since the one before, by metrics of the catalog; and nothing that leads to a player or a match", async () => {
    const before = readMetrics(await scraped());
    const ada = await Player.enter("/api/matches", { name: "Ada Lovelace", settings: { seats: 4 } });
    open.push(ada);
    const gone = await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" });
    gone.close();
    const searcher = await Searcher.join("Cid", "puck", "faceoff");
    searcher.socket.close(1000);
    await refusal(await post("/api/play", { name: "Dan", game: "chess" }, {}, ON));
    await monitorOf(env).act({ by: "Grace", act: "announce", match: "", code: "", detail: `to ${ada.code}` });

    const arena = { game: "arena" };
    const grown: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
      ["scrim_matches_made_total", { ...arena, listed: "false" }, 1],
      ["scrim_seats_taken_total", arena, 2],
      ["scrim_sockets_opened_total", { ...arena, role: "player" }, 2],
      ["scrim_sockets_closed_total", { ...arena, role: "player" }, 1],
      ["scrim_tickets_ended_total", { game: "puck", mode: "faceoff", region: "local", how: "cancelled" }, 1],
      ["scrim_refusals_total", { where: "POST /api/play" }, 1],
      ["scrim_acts_total", { act: "announce" }, 1],
      ["scrim_players", { ...arena, region: "local" }, 1],
    ];
    let text = "";
    await expect
      .poll(async () => {
        text = await scraped();
        const families = readMetrics(text);
        return grown.map(([name, labels]) => totalOf(families, name, labels) - totalOf(before, name, labels) > 0);
      }, SOON)
      .toEqual(grown.map(() => true));
    const families = readMetrics(text);
    for (const [name, labels, by] of grown)
      if (name.endsWith("_total"))
        expect(totalOf(families, name, labels) - totalOf(before, name, labels), name).toBeGreaterThanOrEqual(by);
    expectOfCatalog(families);
    for (const secret of [ada.code, matchId(env, ada.code), whose(ada.token), TOKEN, "Lovelace", "Bob", "Grace"])
      expect(text).not.toContain(secret);
  });
});
