/** What a block does where players meet: docs/decisions/blocks.md. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Env } from "#worker/env.ts";
import type { PlayRequest } from "#worker/pool/rpc.ts";
import { admission, ask, freshCode, peek, post, refusal, whose } from "./support/http.ts";
import { Player } from "./support/player.ts";
import { Searcher } from "./support/searcher.ts";

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const guest = async (name: string) => (await admission(await post("/api/matches", { name }))).player;

/** Blocks these players. @returns the token to use from then on */
async function block(token: string, players: readonly string[]): Promise<string> {
  let own = token;
  for (const other of players) {
    const answer = await post("/api/me/block", { player: whose(other), name: "Bob" }, bearer(own));
    expect(answer.status).toBe(200);
    own = (await answer.json<{ player: string }>()).player;
  }
  return own;
}

describe("a blocked player", () => {
  it("can't join a party that the other leads; once another leads, they can", async () => {
    const [ada, bob] = [await guest("Ada"), await guest("Bob")];
    const kept = await block(ada, [bob]);
    const party = await (await post("/api/parties", { name: "Ada" }, bearer(kept))).json<{ code: string }>();
    const join = (token: string, name: string) => post(`/api/parties/${party.code}/join`, { name }, bearer(token));
    expect(await refusal(await join(bob, "Bob"))).toMatchObject({ status: 403, error: "barred" });
    expect((await join(await guest("Cid"), "Cid")).status).toBe(200);
    // A party of another's.
    const other = await (await post("/api/parties", { name: "Bob" }, bearer(bob))).json<{ code: string }>();
    expect((await post(`/api/parties/${other.code}/join`, { name: "Ada" }, bearer(kept))).status).toBe(200);
    await post("/api/me/unblock", { player: whose(bob) }, bearer(kept));
    expect((await join(bob, "Bob")).status).toBe(200);
  });

  it("is never in the other's team in ranked play", async () => {
    const [ada, bob, cid, dan] = await Promise.all(["Ada", "Bob", "Cid", "Dan"].map(guest));
    const kept = await block(ada, [bob, cid]);
    const searchers: Searcher[] = [];
    for (const [token, name] of [
      [kept, "Ada"],
      [bob, "Bob"],
      [cid, "Cid"],
      [dan, "Dan"],
    ])
      searchers.push(await Searcher.join(name, "arena", "pairs", token));
    const tickets = [];
    for (const searcher of searchers) tickets.push(peek((await searcher.hear("admitted")).admission.ticket));
    for (const { socket } of searchers) socket.close(1000);
    expect(new Set(tickets.map(({ match }) => match)).size).toBe(1);
    const [own, first, second, mate] = tickets.map(({ seat }) => seat % 2);
    expect([first, second, mate]).toEqual([1 - own, 1 - own, own]);
  });

  it("has a seat that the other's client is told of, and no other client", async () => {
    const [ada, bob, cid] = [await guest("Ada"), await guest("Bob"), await guest("Cid")];
    const kept = await block(ada, [bob]);
    const { code } = await admission(await post("/api/matches", { name: "Cid", settings: { seats: 4 } }, bearer(cid)));
    const blocked = async (headers: Record<string, string>, match = code) =>
      (await ask(`/api/matches/${match}/blocked`, { headers })).json();
    const here: Player[] = [];
    for (const [token, name] of [
      [kept, "Ada"],
      [bob, "Bob"],
    ])
      here.push(await Player.enter(`/api/matches/${code}/join`, { name }, { token }));
    for (const one of here) await one.until(({ messages }) => messages.some(({ type }) => type === "keyframe"));
    const seat = peek(here[1].ticket).seat;
    expect(await blocked(bearer(kept))).toEqual({ seats: [seat], kept: true });
    expect(await blocked(bearer(bob))).toEqual({ seats: [], kept: false });
    expect(await blocked({})).toEqual({ seats: [], kept: false });
    expect(await blocked({}, "nonsense")).toMatchObject({ error: "no_match" });
    expect(await blocked(bearer(kept), await freshCode())).toEqual({ seats: [], kept: true });
    for (const one of here) one.close();
  });

  it("is told to the pool in casual play, by players who have something to keep alone", async () => {
    const [ada, bob] = [await guest("Ada"), await guest("Bob")];
    const kept = await block(ada, [bob]);
    const asked: PlayRequest[] = [];
    let looked = 0;
    const POOL = {
      getByName: () => ({
        play: async (request: PlayRequest) => {
          asked.push(request);
          return undefined;
        },
        holds: async () => false,
      }),
    } as unknown as Env["POOL"];
    const PLAYER = {
      getByName: (name: string) => {
        looked += 1;
        return env.PLAYER.getByName(name);
      },
    } as unknown as Env["PLAYER"];
    const play = (token: string) => post("/api/play", { name: "X" }, bearer(token), { POOL, PLAYER });
    await play(bob);
    expect([asked.at(-1)?.blocked, looked]).toEqual([undefined, 0]);
    await play(kept);
    expect(asked.at(-1)?.blocked).toEqual([whose(bob)]);
  });
});
