/** Players who come while a round of dice is on, in which newcomers watch first: as the HTTP API answers them. */
import { describe, expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import { statusOf } from "#shared/sim/index.ts";
import { admission, ask, post, refusal } from "./support/http.ts";
import { Player } from "./support/player.ts";

/** A match of dice whose round is on: one player, and bots. */
async function begun() {
  const made = await post("/api/matches", {
    name: "Ann",
    game: "dice",
    mode: "table",
    settings: { autostart: 1, lobby: 1, fillTo: 2 },
  });
  const { code, player } = await admission(made);
  const ann = await Player.enter(`/api/matches/${code}/join`, {}, { token: player });
  await ann.until(({ messages }) => messages.some(({ type }) => type === "keyframe"));
  await ann.until(({ world }) => statusOf(world) === "live");
  return { code, ann };
}

describe("a player who comes while a round is on", () => {
  it("is told to watch first, and may watch; who has a seat gets it back", async () => {
    expect(games.get("dice")?.lateJoin).toBe("watch");
    const { code, ann } = await begun();
    const eve = await post(`/api/matches/${code}/join`, { name: "Eve" });
    expect(await refusal(eve)).toMatchObject({ status: 409, error: "watch_first" });
    expect(await admission(await post(`/api/matches/${code}/watch`, {}))).toMatchObject({ role: "spectator" });
    const back = await post(`/api/matches/${code}/join`, {}, { Authorization: `Bearer ${ann.token}` });
    expect(await admission(back)).toMatchObject({ code, role: "player" });
    expect(await (await ask(`/api/matches/${code}`)).json()).toMatchObject({ status: "live", players: 1 });
    ann.close();
  });
});
