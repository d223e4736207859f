/**
 * A ladder of a million players in bare workerd: how many rounds it takes in, and how fast it answers. Each round and question comes as
 * a request of its own; on a server a match or a Worker calls the object directly.
 */
import { Agent, request } from "node:http";
import { Dice } from "#test/matchmaking/dice.ts";
import { codeOf, idOf, orderOf, PLACE, SEASON_START } from "#test/support/rounds.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { cpuMs } from "../peers/proc.ts";
import { keep, show } from "../results.ts";
import { percentile, round } from "../statistics.ts";

const PLAYERS = 1_000_000;
const FILLED_AT_ONCE = 50_000;
const SEATS = 8;
const AT_ONCE = 16;
const WINDOW_MS = 8000;
/** For how a round is written while the ladder has time: so many a second. */
const PACE = 50;
const PACED = 400;
const READS = 500;

/** A Worker around ours, which calls methods of the ladder, and fills it. */
const AROUND = `
import scrim, { LadderObject as Ladder } from "./index.js";
export * from "./index.js";

export class LadderObject extends Ladder {
  /** Players with these numbers, whose points are spread as a bell is; all have a rank. */
  async fill(from, to) {
    this.ctx.storage.transactionSync(() => {
      this.ctx.storage.sql.exec(
        \`WITH RECURSIVE
           n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?),
           drawn(i, mu) AS (SELECT i, 25 + 8.3 * ((ABS(RANDOM() % 1000) + ABS(RANDOM() % 1000) + ABS(RANDOM() % 1000)) / 500.0 - 3) FROM n)
         INSERT INTO players (player, name, key, mu, sigma, points, rounds, wins, before, ranked)
         SELECT printf('%032x', i), 'Player ' || i, 'player ' || i, mu, 2, MAX(0, CAST(ROUND(40 * (mu - 6)) AS INTEGER)), 20, 4, 0, 1 FROM drawn\`,
        from, to,
      );
      this.ctx.storage.sql.exec("DELETE FROM tally");
      this.ctx.storage.sql.exec("INSERT INTO tally SELECT points, COUNT(*) FROM players WHERE ranked GROUP BY points");
    });
  }
}

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/ladder/")) return scrim.fetch(request, env, ctx);
    const { name, args } = await request.json();
    const answer = await env.LADDER.getByName(name)[pathname.slice(8)](...args);
    return Response.json(answer ?? null);
  },
};
`;

const NAME = [PLACE.game, PLACE.mode, PLACE.season].join("/");

interface Called {
  readonly ms: number;
  readonly text: string;
}

function caller(server: WorkerdServer) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const url = new URL(server.url);
  const call = (method: string, ...args: readonly unknown[]): Promise<Called> =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const sent = request({
        ...{ agent, host: url.hostname, port: url.port },
        path: `/ladder/${method}`,
        method: "POST",
      });
      sent.on("response", (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString();
          if (answer.statusCode === 200) resolve({ ms: performance.now() - began, text });
          else reject(new Error(`${method}: ${answer.statusCode} ${text}`));
        });
      });
      sent.on("error", reject);
      sent.end(JSON.stringify({ name: NAME, args }));
    });
  return { call, end: () => agent.destroy() };
}
type Call = ReturnType<typeof caller>["call"];

/** Rounds of eight who are drawn from all, each once. */
class Rounds {
  readonly #dice = new Dice(1);
  #told = 0;

  async tell(call: Call): Promise<number> {
    this.#told += 1;
    const players = new Set<number>();
    while (players.size < SEATS) players.add(1 + this.#dice.below(PLAYERS - 1));
    const facts = orderOf([...players], { code: codeOf(this.#told), at: SEASON_START + this.#told });
    const { ms, text } = await call("apply", PLACE, facts);
    if (!text.includes('"rated"')) throw new Error(`a round was not rated: ${text}`);
    return ms;
  }

  get told(): number {
    return this.#told;
  }
}

async function fill(call: Call): Promise<number> {
  const began = performance.now();
  // The first round makes the tables.
  await call("apply", PLACE, orderOf([PLAYERS + 1, PLAYERS + 2], { code: codeOf(9_999_999_999) }));
  for (let from = 1; from < PLAYERS; from += FILLED_AT_ONCE)
    await call("fill", from, Math.min(PLAYERS, from + FILLED_AT_ONCE));
  return performance.now() - began;
}

/** As many rounds as it takes in. */
async function throughput(call: Call, rounds: Rounds, pid: number) {
  const [began, used, before] = [performance.now(), cpuMs(pid), rounds.told];
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() - began < WINDOW_MS) times.push(await rounds.tell(call));
    }),
  );
  const wall = performance.now() - began;
  const cpu = cpuMs(pid) - used;
  const count = rounds.told - before;
  return { perSecond: (1000 * count) / wall, perCore: (1000 * count) / cpu, share: cpu / wall };
}

/** Rounds now and then. */
async function paced(call: Call, rounds: Rounds): Promise<number[]> {
  const began = performance.now();
  return Promise.all(
    Array.from({ length: PACED }, async (_, n) => {
      await new Promise((wait) => setTimeout(wait, Math.max(0, began + (1000 * n) / PACE - performance.now())));
      return rounds.tell(call);
    }),
  );
}

async function reads(call: Call) {
  const dice = new Dice(2);
  const any = () => idOf(1 + dice.below(PLAYERS - 1));
  const questions = {
    "the best 100": () => call("page", PLACE, undefined),
    "around a player": () => call("page", PLACE, { around: any() }),
    "by name": () => call("page", PLACE, { name: `player ${dice.below(999)}` }),
    "met lately": () => call("page", PLACE, { met: any() }),
    "a profile": () => call("profile", PLACE, any()),
    "eight who search": () => call("seek", PLACE, Array.from({ length: SEATS }, any)),
  };
  const found: Record<string, number[]> = {};
  for (const [what, ask] of Object.entries(questions)) {
    const times: number[] = [];
    for (let n = 0; n < READS; n++) times.push((await ask()).ms);
    found[what] = times.toSorted((a, b) => a - b);
  }
  return found;
}

export async function ladder(): Promise<void> {
  const server = await startWorkerd({ around: AROUND });
  const { call, end } = caller(server);
  try {
    const filled = await fill(call);
    console.log(`${PLAYERS} players stored in ${round(filled / 1000, 1)} s`);
    const rounds = new Rounds();
    const written = (await paced(call, rounds)).toSorted((a, b) => a - b);
    const found = await reads(call);
    const most = await throughput(call, rounds, server.pid);
    const at = (times: readonly number[], percent: number) => round(percentile(times, percent), 1);
    show(`A ladder of ${PLAYERS} players, bare workerd: one thing after the other, in milliseconds, with the request`, [
      ...Object.entries({ [`a round of ${SEATS}, ${PACE} a second`]: written, ...found }).map(([what, times]) => ({
        what,
        p50: at(times, 50),
        p99: at(times, 99),
        most: at(times, 100),
      })),
    ]);
    show(`Rounds of ${SEATS} as fast as that ladder takes them, ${AT_ONCE} at once`, [
      {
        "rounds a second": round(most.perSecond, 0),
        "server, of a core": `${round(100 * most.share, 0)}%`,
        "rounds a second of a core": round(most.perCore, 0),
      },
    ]);
    keep("ladder.roundsPerSecond", round(most.perSecond, 0));
    keep("ladder.writeP99ms", at(written, 99));
    keep("ladder.readP99ms", Math.max(at(found["the best 100"], 99), at(found["around a player"], 99)));
  } finally {
    end();
    await server.stop();
  }
}
