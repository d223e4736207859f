import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { QUIET_PING } from "#shared/protocol/index.ts";
import { ask } from "./support/http.ts";
import { Player } from "./support/player.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A player at a table of dice where nothing happens by itself: the match sleeps, and the player stays connected. */
async function atRest(): Promise<Player> {
  const settings = { seats: 2, fillTo: 0, autostart: 0 };
  const ada = await Player.enter("/api/matches", { name: "Ada", game: "dice", settings });
  await ada.until(({ messages }) => messages.some(({ type }) => type === "keyframe"));
  await pause(2500);
  return ada;
}

const usedBy = async ({ code }: Player): Promise<{ secondsAwake: number; messagesIn: number }> =>
  (await ask(`/api/matches/${code}/stats`)).json();
const stubOf = ({ code }: Player) => env.MATCH.getByName(code);

/** When the platform answered each socket of the match by itself. */
const answered = (player: Player) =>
  runInDurableObject(stubOf(player), (_, state) =>
    state.getWebSockets().map((socket) => state.getWebSocketAutoResponseTimestamp(socket)?.getTime()),
  );

describe("a match in quiet time", () => {
  it("sleeps with its player connected, and the platform answers what asks whether it is there", async () => {
    const ada = await atRest();
    // This client pings once more with the first answer.
    ada.say(QUIET_PING);
    await pause(300);
    const before = await usedBy(ada);
    expect(before.secondsAwake).toBeGreaterThan(0);
    expect(before.secondsAwake).toBeLessThan(2);
    ada.say(QUIET_PING);
    await pause(600);
    expect(await usedBy(ada)).toMatchObject({ secondsAwake: before.secondsAwake, messagesIn: before.messagesIn });
    expect(await answered(ada)).toEqual([expect.any(Number)]);
    expect(ada.closed).toBeUndefined();
    ada.close();
  });

  it("goes on after hibernation as if it had never been away", async () => {
    const ada = await atRest();
    const { tick } = ada.world;
    await evictDurableObject(stubOf(ada));
    await pause(1000);
    const welcomes = ada.messages.filter(({ type }) => type === "welcome").length;
    const frames = ada.messages.length;
    ada.say({
      type: "input",
      inputs: [
        { tick: tick + 20, seen: 0, values: Object.values(ada.world.layout.game.input).map(({ idle }) => idle) },
      ],
    });
    await ada.until(({ messages }) => messages.slice(frames).some(({ type }) => type === "frame"));
    // The reader compares hashes: its world is the match's.
    expect(ada.world.tick).toBeGreaterThan(tick + 10);
    expect(ada.messages.filter(({ type }) => type === "welcome").length).toBe(welcomes);
    ada.close();
  });

  it("is not cleared away as its alarm rings, while a player is connected", async () => {
    const ada = await atRest();
    expect(await runDurableObjectAlarm(stubOf(ada))).toBe(true);
    expect((await ask(`/api/matches/${ada.code}`)).status).toBe(200);
    expect(ada.closed).toBeUndefined();
    // It is set anew, for the next look at its sockets at the latest.
    const next = await runInDurableObject(stubOf(ada), (_, { storage }) => storage.getAlarm());
    expect(next).toBeGreaterThan(Date.now());
    expect(next).toBeLessThan(Date.now() + 3_700_000);
    ada.close();
  });
});
