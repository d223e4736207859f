/** The runtime without the games that ship: a server and clients of a test's game alone, built and played. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { Plugin } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Crowd, newcomer } from "#client/bots/crowd.ts";
import { Admission } from "#shared/protocol/index.ts";
import { registry } from "#shared/sim/index.ts";
import { bundle } from "#test/support/bundle.ts";
import { toy } from "#test/support/toy.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

/** A build with this fails where it needs a file of the games that ship. */
const withoutShippedGames: Plugin = {
  name: "without-shipped-games",
  load(id) {
    if (/[/]shared[/]games[/]/.test(id)) throw new Error(`${id} is needed`);
  },
};

const build = (entry: string, outDir: string) => bundle(entry, outDir, { plugins: [withoutShippedGames] });

const games = registry(toy);
const folder = mkdtempSync(join(tmpdir(), "scrim-toy-"));
let server: WorkerdServer;

beforeAll(async () => {
  await build("test/workerd/support/toy-server.ts", join(folder, "server"));
  server = await startWorkerd({ script: join(folder, "server", "index.js") });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("a build that needs a shipped game fails here", async () => {
  await expect(build("worker/index.ts", join(folder, "shipped"))).rejects.toThrow("shared/games/index.ts is needed");
});

it("the headless client is built without them", async () => {
  await build("client/bots/crowd.ts", join(folder, "client"));
});

it("a server plays its other games where one has a fault as it is loaded, and says so", async () => {
  const instead = { "#shared/games/index.ts": "test/support/broken-games.ts" };
  await bundle("worker/index.ts", join(folder, "broken"), { instead });
  const partly = await startWorkerd({ script: join(folder, "broken", "index.js") });
  try {
    const answer: unknown = await (await fetch(`${partly.url}/api/games`)).json();
    expect(answer).toMatchObject({ games: [{ name: "toy" }] });
    expect((await newcomer(partly.url, "toy").play("Ada", "plain")).code).toMatch(/\w/);
    await expect(newcomer(partly.url, "broken").play("Ada", "plain")).rejects.toThrow(
      "the game broken has a fault, and cannot be played until it is mended",
    );
  } finally {
    await partly.stop();
  }
});

describe("a server of the toy alone", () => {
  it("offers the toy, and refuses another game in words", async () => {
    const answer: unknown = await (await fetch(`${server.url}/api/games`)).json();
    expect(answer).toMatchObject({ games: [{ name: "toy", version: toy.version }] });
    await expect(newcomer(server.url, "arena").play("Ada", "brawl")).rejects.toThrow(
      "there is no game arena: there are toy",
    );
  });

  it("seats quick play in its first game and mode by default", async () => {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${server.url}/api/play`, { method: "POST", headers, body: '{"name":"Ada"}' });
    const { code } = v.parse(Admission, await answer.json());
    const info: unknown = await (await fetch(`${server.url}/api/matches/${code}`)).json();
    expect(info).toMatchObject({ game: "toy", mode: "plain", players: 0 });
  });

  it("plays matches of it with players and spectators, who step its rules and agree with the server", async () => {
    const crowd = new Crowd({
      games,
      url: server.url,
      game: toy.name,
      settings: { seats: 3 },
      players: 6,
      matches: 2,
      spectators: 2,
      ramp: 1,
      now: () => performance.now(),
    });
    await crowd.enter();
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const { gauges } = crowd;
    crowd.leave();
    expect([gauges.seated, gauges.refused, gauges.lost, gauges.mismatches]).toEqual([8, 0, 0, 0]);
    // Each client has heard of most of five seconds, and of what it did itself.
    expect(gauges.frames).toBeGreaterThan(8 * 30);
    expect(gauges.echo.count).toBeGreaterThan(50);
  });
});
