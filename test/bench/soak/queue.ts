/**
 * How many tickets a pool takes in and serves, in bare workerd over real sockets: the pool with its disk, its waves and its admissions.
 * Matches, the ladder and Player objects answer at once: what they cost is measured elsewhere, and here they would share the
 * pool's thread.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { decodeQueueNews, QUEUE_SUBPROTOCOL } from "#shared/protocol/queue.ts";
import { bundle } from "#test/support/bundle.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { requirePeer } from "../peers/installed.ts";
import { cpuMs } from "../peers/proc.ts";
import { openSocket, type RawSocket } from "../peers/socket.mjs";
import { keep, show } from "../results.ts";
import { median, round } from "../statistics.ts";

/**
 * They search all the time, and in vain, for their ratings are far apart: each wave and each news has them. More do not fit into the
 * 20,000 files that a process may have open on many machines: workerd has two for each socket.
 */
const WAITING = 7000;
/** So many others search at a time. One who has a match goes, and another one comes. */
const FLOWING = 1500;
const SECONDS = 5;
const WINDOWS = 3;
/** Handshakes that are under way at a time. */
const AT_ONCE = 64;

const AROUND = `
import scrim, { PoolObject as Pool } from "./index.js";
export default scrim;
export * from "./index.js";

const match = {
  create: async () => true,
  reserveAll: async (groups) => ({
    ok: true,
    at: Date.now(),
    seats: groups.flat().map(({ id, name }, seat) => ({ player: id, seat, name })),
  }),
};

// Those who come first are far apart; all others are equals.
let known = 0;
const ratings = new Map();
const ratingOf = (player) => {
  if (!ratings.has(player)) ratings.set(player, known++ < ${WAITING} ? 1000 + 10 * known : 25);
  return { mu: ratings.get(player), sigma: 2 };
};
const ladder = {
  seek: async (_, players) =>
    players.map((player) => ({ player, rating: ratingOf(player), rounds: 50, met: [], pausedUntil: 0 })),
};
const player = {
  enterQueue: async () => undefined,
  leaveQueue: async () => {},
  whereabouts: async () => ({}),
  blocked: async () => [],
};

const all = (object) => ({ getByName: () => object });

export class PoolObject extends Pool {
  constructor(ctx, env) {
    super(ctx, { ...env, MATCH: all(match), LADDER: all(ladder), PLAYER: all(player) });
  }
}
`;

class Crowd {
  readonly #url: string;
  readonly #open = new Set<RawSocket>();
  admitted = 0;
  /** Lines that the server has closed. */
  lost = 0;
  #over = false;

  constructor({ url }: WorkerdServer) {
    this.#url = `${url.replace("http", "ws")}/queue?game=arena&mode=pairs&region=local`;
  }

  /** A player joins. @param served the player has a match, and has gone */
  async join(served: () => void): Promise<void> {
    const socket = await openSocket(this.#url, [QUEUE_SUBPROTOCOL], (bytes, self) => {
      if (decodeQueueNews(Buffer.from(bytes).toString())?.type !== "admitted") return;
      this.admitted += 1;
      this.#open.delete(self);
      self.close();
      served();
    });
    socket.onClose = () => {
      this.#open.delete(socket);
      if (!this.#over) this.lost += 1;
    };
    this.#open.add(socket);
    socket.send(JSON.stringify({ type: "join", name: "Ann" }));
  }

  /** Players come and go from now on, so many at a time. */
  async flow(many: number): Promise<void> {
    let free = many;
    const wakes: (() => void)[] = [];
    const served = () => {
      free += 1;
      wakes.pop()?.();
    };
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (!this.#over) {
          if (free === 0) await new Promise<void>((resolve) => wakes.push(resolve));
          if (this.#over || free === 0) continue;
          free -= 1;
          // A handshake that the end of the measurement has cut off.
          await this.join(served).catch((error: unknown) => {
            if (!this.#over) throw error;
          });
        }
      }),
    );
  }

  end(): void {
    this.#over = true;
    for (const socket of this.#open) socket.close();
  }
}

const Counts = v.object({ modes: v.array(v.object({ mode: v.string(), searching: v.number() })) });

async function searching({ url }: WorkerdServer): Promise<number> {
  const { modes } = v.parse(Counts, await (await fetch(`${url}/api/counts`)).json());
  return modes.find(({ mode }) => mode === "pairs")?.searching ?? 0;
}

export async function queue(): Promise<void> {
  requirePeer();
  const folder = mkdtempSync(join(tmpdir(), "scrim-queue-"));
  await bundle("worker/index.ts", folder, { instead: { "#shared/games/index.ts": "test/support/apart-games.ts" } });
  const server = await startWorkerd({ around: AROUND, script: join(folder, "index.js") });
  const crowd = new Crowd(server);
  try {
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next++ < WAITING) await crowd.join(() => {});
      }),
    );
    const flowing = crowd.flow(FLOWING);
    flowing.catch((error: unknown) => console.error(error));
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const windows = [];
    for (let window = 0; window < WINDOWS; window++) {
      const [began, used, before] = [performance.now(), cpuMs(server.pid), crowd.admitted];
      await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
      const wall = performance.now() - began;
      windows.push({
        perSecond: ((crowd.admitted - before) * 1000) / wall,
        server: (cpuMs(server.pid) - used) / wall,
        searching: await searching(server),
      });
    }
    crowd.end();
    const perSecond = round(median(windows.map((one) => one.perSecond)), 0);
    keep("matchmaking.pool.ticketsPerSecond", perSecond);
    show(
      `Tickets in and out of one pool, ${WAITING} others waiting, bare workerd (medians of ${WINDOWS} windows of ${SECONDS} s)`,
      [
        {
          "tickets a second": perSecond,
          "server, of a core": `${round(100 * median(windows.map((one) => one.server)), 0)}%`,
          searching: median(windows.map((one) => one.searching)),
          "a second of a server's core": round(median(windows.map((one) => one.perSecond / one.server)), 0),
          "lines lost": crowd.lost,
        },
      ],
    );
  } finally {
    crowd.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
