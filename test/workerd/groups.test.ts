/** Seats for groups of players, as the objects of matches answer. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newCode } from "#worker/auth/codes.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import { createMatch } from "#worker/match/create.ts";

const named = (...ids: string[]) => ids.map((id) => ({ id, name: id }));

/** A match of the arena with two teams. */
async function match(seats: number) {
  const code = await newCode((await keysOf(env)).code);
  const settings = { mode: 1, seats, fillTo: 0 };
  await createMatch(env, { code, game: "arena", mode: "custom", settings, listed: false, delay: 0 });
  return env.MATCH.getByName(code);
}

describe("a match", () => {
  it("promises each group seats in one team", async () => {
    const answer = await (await match(6)).reserveAll([named("a", "b"), named("c", "d", "e")]);
    if (!answer.ok) throw new Error(answer.reason);
    const team = (players: string) =>
      answer.seats.filter(({ player }) => players.includes(player)).map(({ seat }) => seat % 2);
    expect(new Set(team("ab")).size).toBe(1);
    expect(new Set(team("cde")).size).toBe(1);
    expect(team("a")).not.toEqual(team("c"));
    expect(answer).toMatchObject({ game: "arena", at: expect.any(Number) });
  });

  it("promises none where one has no room, and says why", async () => {
    const stub = await match(4);
    expect(await stub.reserveAll([named("a", "b", "c")])).toMatchObject({ ok: false, reason: "full" });
    expect(await stub.reserveAll([named("a", "b"), named("c", "d")])).toMatchObject({ ok: true });
    expect(await env.MATCH.getByName("none").reserveAll([named("a")])).toMatchObject({ ok: false, reason: "no_match" });
  });
});
