import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import { isTrue, readReplay, verify } from "#shared/replay/index.ts";
import { ask, refusal } from "./support/http.ts";
import { Player } from "./support/player.ts";

const SHORT = { seats: 2, fillTo: 2, autostart: 1, lobby: 1, scoreLimit: 1 };
const over = ({ world }: Player) => world.layout.game.status(world) === "ended";

/** Asks until there is something: a replay is made a moment after the end. */
async function fetched(path: string): Promise<Response> {
  for (let tries = 0; tries < 50; tries++) {
    const answer = await ask(path);
    if (answer.ok) return answer;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error(`${path} is not there`);
}

it("a finished round has one result and a replay, which is true, and outlives its match", async () => {
  const ada = await Player.enter("/api/matches", { name: "Ada", settings: SHORT });
  await ada.until((player) => player.messages.some(({ type }) => type === "keyframe") && over(player));
  const results = `/api/matches/${ada.code}/results`;
  const told = await (await ask(results)).json<{ results: unknown[] }>();
  expect(told.results).toMatchObject([{ round: 1, cut: false, standings: [{ place: 1 }, { place: 2 }] }]);
  const file = new Uint8Array(await (await fetched(`/api/replays/${ada.code}`)).arrayBuffer());
  const replay = await readReplay(file);
  expect(replay.head).toMatchObject({ id: `${ada.code}-1`, game: "arena", cut: false });
  expect(replay.head.seats.map(({ name }) => name)).toContain("Ada");
  expect(isTrue(verify(replay, games))).toBe(true);

  ada.close();
  await ada.until((player) => player.closed !== undefined);
  // The tick that sees it stops the loop.
  await new Promise((wait) => setTimeout(wait, 200));
  await runDurableObjectAlarm(env.MATCH.getByName(ada.code));
  expect((await ask(`/api/matches/${ada.code}`)).status).toBe(404);
  expect((await ask(`/api/replays/${ada.code}-1`)).status).toBe(200);
  for (const none of [`${ada.code}-2`, "ZZZZZZZZZZ", "ZZZZZZZZZZ-0", "x", `${ada.code}-1-1`])
    expect(await refusal(await ask(`/api/replays/${none}`))).toMatchObject({ status: 404, error: "no_replay" });
}, 90_000);
