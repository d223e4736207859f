/** The server's process is killed while people watch, and started again on the same disk. */

import { afterEach, expect, it, vi } from "vitest";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import { games } from "#shared/games/index.ts";
import { decodeDown } from "#shared/protocol/index.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import { apiOf, origin, until } from "#test/support/headless.ts";
import { Kills } from "#test/support/kills.ts";

// The server of the browser tests has just built dist/.

const WATCHERS = 20;
const DELAY_S = 2;
const RATE = 30;

/** Counts the keyframes that come to those who watch: between two of them no tick can be missing. */
let keyframes = 0;

class Counted extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    let watches = false;
    this.addEventListener("message", ({ data }) => {
      const messages = data instanceof ArrayBuffer ? decodeDown(new Uint8Array(data)) : [];
      for (const message of messages) {
        if (message.type === "welcome") watches = message.seat < 0;
        if (message.type === "keyframe" && watches) keyframes += 1;
      }
    });
  }
}

/** A spectator, and the newest tick after each message. */
class Watcher {
  readonly session: Session;
  readonly ticks: number[] = [];
  mismatches = 0;
  #lost = false;
  /** When the first frame came after the line was lost. */
  back: number | undefined;

  constructor({ url, code }: Kills) {
    const api = apiOf(url);
    this.session = openSession({
      games,
      code,
      role: "spectator",
      admit: () => api.watch(code),
      origin: origin(url),
      now: () => performance.now(),
      observer: {
        frame: (world, _bytes, now) => this.#see(world, now),
        lost: () => {
          this.#lost = true;
        },
        outOfStep: () => {
          this.mismatches += 1;
        },
      },
    });
  }

  #see(world: WorldBase, now: number): void {
    this.ticks.push(world.tick);
    if (this.#lost) this.back ??= now;
  }

  get newest(): number {
    return this.ticks.at(-1) ?? -1;
  }

  forget(): void {
    this.#lost = false;
    this.back = undefined;
  }
}

afterEach(() => vi.unstubAllGlobals());

it("who watches survives kill -9, twice: all back within three seconds, each tick once, and none too early", async () => {
  vi.stubGlobal("WebSocket", Counted);
  const playedAt = new Map<number, number>();
  const kills = await Kills.start({
    players: 3,
    delay: DELAY_S,
    seen: ({ tick }, now) => {
      if (!playedAt.has(tick)) playedAt.set(tick, now);
    },
  });
  const watchers = Array.from({ length: WATCHERS }, () => new Watcher(kills));
  try {
    await until(() => watchers.every(({ newest }) => newest > 2 * RATE), 30_000);
    for (const after of [4300, 6100]) {
      for (const watcher of watchers) watcher.forget();
      const { started } = await kills.kill(after);
      await until(() => watchers.every(({ back }) => back !== undefined), 30_000);
      const last = Math.max(...watchers.map(({ back = Number.POSITIVE_INFINITY }) => back));
      expect(last - started).toBeLessThan(3000);
      const before = watchers.map(({ newest }) => newest);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      expect(watchers.filter(({ newest }, n) => newest < before[n] + 2 * RATE)).toEqual([]);
      // The newest tick that a spectator has was played as long ago as the delay says.
      const ages = watchers.map(({ newest }) => performance.now() - (playedAt.get(newest) ?? 0));
      expect(Math.min(...ages)).toBeGreaterThan(DELAY_S * 1000);
    }
    for (const { ticks, mismatches } of watchers) {
      expect(mismatches).toBe(0);
      expect(ticks.filter((tick, n) => n > 0 && tick <= ticks[n - 1])).toEqual([]);
    }
    // Each began once, at first.
    expect(keyframes).toBe(WATCHERS);
  } finally {
    for (const { session } of watchers) session.leave();
    await kills.stop();
  }
});
