/** A match without players costs nothing: its object leaves memory, and spectators keep their sockets. */
import * as v from "valibot";
import { expect, it } from "vitest";
import type { Api } from "#client/net/api.ts";
import { type Admission, decodeDown, encodeUp, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { apiOf, origin, until } from "#test/support/headless.ts";
import { startWorkerd } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/.

/** The platform lets an object go that nothing has been asked of for ten seconds. */
const IDLE_MS = 12_000;

const Stats = v.object({ since: v.string(), secondsAwake: v.number() });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Quick play is watched so many seconds late. */
const LATE_S = 10;

/** A socket that says nothing but what it has read: a session's pings would wake the match. */
class Silent {
  readonly #socket: WebSocket;
  messages = 0;
  closed: number | undefined;

  constructor(url: string, { code, ticket }: Admission) {
    this.#socket = new WebSocket(`${origin(url)}/ws/${code}`, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("message", ({ data }) => {
      this.messages += 1;
      if (!(data instanceof ArrayBuffer)) return;
      for (const message of decodeDown(new Uint8Array(data)))
        if (message.type === "mark") this.say(encodeUp({ type: "ping", time: 0, mark: message.mark }));
    });
    this.#socket.addEventListener("close", ({ code: closed }) => {
      this.closed = closed;
    });
  }

  say(bytes: Uint8Array): void {
    this.#socket.send(new Uint8Array(bytes));
  }

  close(): void {
    this.#socket.close();
  }
}

it.concurrent.each([
  ["private", 0, (host: Api) => host.createMatch("Ada", "custom", { seats: 4, autostart: 0 })],
  ["listed", LATE_S, (host: Api) => host.play("Ada", "brawl")],
] as const)(
  "a %s match that only spectators are in leaves memory, and is there again for who asks",
  async (_, late, enter) => {
    const patience = 10_000 + late * 1000;
    const server = await startWorkerd();
    const statsOf = async (code: string) =>
      v.parse(Stats, await (await fetch(`${server.url}/api/matches/${code}/stats`)).json());
    try {
      const ada = apiOf(server.url);
      const admission = await enter(ada);
      const { code } = admission;
      const player = new Silent(server.url, admission);
      const watcher = new Silent(server.url, await apiOf(server.url).watch(code));
      await until(() => player.messages > 20 && watcher.messages > 20, patience);

      const playing = await statsOf(code);
      player.say(encodeUp({ type: "leave" }));
      await until(() => player.closed !== undefined);
      // What was played is shown to its end.
      await pause(500 + late * 1100);
      const { messages } = watcher;
      await pause(IDLE_MS);
      const woken = await statsOf(code);
      expect(Date.parse(woken.since)).toBeGreaterThan(Date.parse(playing.since) + IDLE_MS);
      expect(woken.secondsAwake).toBe(0);

      // The watcher has slept through it: no loss, and no word.
      expect(watcher.closed).toBeUndefined();
      expect(watcher.messages).toBe(messages);
      const back = new Silent(server.url, await ada.join(code, "Ada"));
      await until(() => back.messages > 5 && watcher.messages > messages + 5, patience);
      back.close();
      watcher.close();
    } finally {
      await server.stop();
    }
  },
);
