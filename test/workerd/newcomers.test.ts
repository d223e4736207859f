/** So many new players come from one address in a minute; a player who is known is not counted. docs/HTTP.md, "Limits" */
import { describe, expect, it } from "vitest";
import type { Env } from "#worker/env.ts";
import { admission, ask, closeCode, post, refusal } from "./support/http.ts";

const HOME = { "CF-Connecting-IP": "203.0.113.40" };

/** A limit that allows so many of each key. */
function limitOf(most: number) {
  const keys: string[] = [];
  const limit: NonNullable<Env["NEWCOMER_LIMIT"]> = {
    limit: async ({ key }) => {
      keys.push(key);
      return { success: keys.filter((one) => one === key).length <= most };
    },
  };
  return { keys, changes: { NEWCOMER_LIMIT: limit } };
}

const make = (changes: Partial<Env>, headers: Record<string, string> = HOME) =>
  post("/api/matches", { name: "Ann" }, headers, changes);

describe("new players of one address", () => {
  it("are so many at most; one who is known comes back, and another address is not concerned", async () => {
    const { keys, changes } = limitOf(2);
    const { player, code } = await admission(await make(changes));
    await admission(await make(changes));
    const refused = await make(changes);
    expect(refused.headers.get("Retry-After")).toBe("60");
    expect(await refusal(refused)).toMatchObject({ status: 429, error: "too_many" });
    for (const path of [`/api/matches/${code}/join`, `/api/matches/${code}/watch`, "/api/play", "/api/parties"])
      expect((await post(path, path.endsWith("watch") ? {} : { name: "Bob" }, HOME, changes)).status, path).toBe(429);
    const known = { ...HOME, Authorization: `Bearer ${player}` };
    expect((await post(`/api/matches/${code}/join`, {}, known, changes)).status).toBe(200);
    expect((await make(changes, { "CF-Connecting-IP": "203.0.113.41" })).status).toBe(201);
    expect(keys.filter((key) => key === "203.0.113.40")).toHaveLength(7);
  });

  it.each(["Bearer nonsense", "Bearer a.b.c", "Basic YTpi", "Bearer "])(
    "are those too who send no good token: %s",
    async (Authorization) => {
      const { changes } = limitOf(0);
      expect((await make(changes, { ...HOME, Authorization })).status).toBe(429);
    },
  );

  it("are counted at the queue's door too, which closes with 4429", async () => {
    const { changes } = limitOf(0);
    const headers = { ...HOME, Upgrade: "websocket", "Sec-WebSocket-Protocol": "scrim.queue.1" };
    expect(await closeCode(await ask("/queue?game=arena&mode=pairs", { headers }, changes))).toBe(4429);
  });

  it("are not counted on a server that this machine alone can reach, nor where no address is told", async () => {
    const { keys, changes } = limitOf(0);
    expect((await make({ ...changes, LOOPBACK_ONLY: "1" })).status).toBe(201);
    expect((await make(changes, {})).status).toBe(201);
    expect(keys).toEqual([]);
  });
});
