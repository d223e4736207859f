/** Many people ask for quick play, in bare workerd: who is seated where, how soon they see the match, and what takes how long. */

import { MatchClient } from "#client/session/client.ts";
import { games } from "#shared/games/index.ts";
import { type Admission, encodeUp, RULES_PREFIX, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { apiOf, origin } from "#test/support/headless.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { cpuMs } from "../peers/proc.ts";
import { keep, show } from "../results.ts";
import { median, percentile, round } from "../statistics.ts";
import { SERVER_HOPS, TIMED, takeHops } from "./join-hops.ts";
import { markBehind } from "./marks.ts";

const PATIENCE_MS = 30_000;
const PING_MS = 2000;
/** A crowd comes several times, each time to a new server: one run at once is mostly chance. */
const RUNS = 3;

/**
 * Comes in as a page does, up to its first picture. From then on it only says that it is there: hundreds of pages that all
 * foresee a match need more than one machine, and the next to come would wait for them and not for the server.
 */
class Guest {
  readonly #client: MatchClient;
  readonly #socket: WebSocket;
  readonly #pings: NodeJS.Timeout;
  #mark = 0;

  constructor(url: string, { code, ticket }: Admission, drawn: () => void, lost: (error: Error) => void) {
    const nothing = () => {};
    const send = (bytes: Uint8Array) => this.#send(bytes);
    this.#client = new MatchClient({ send, live: nothing, changed: nothing, foreign: nothing }, games);
    const offered = [SUBPROTOCOL, TICKET_PREFIX + ticket, RULES_PREFIX + this.#client.rules.join(".")];
    this.#socket = new WebSocket(`${origin(url)}/ws/${code}`, offered);
    this.#socket.binaryType = "arraybuffer";
    let isDrawn = false;
    this.#socket.addEventListener("open", () => this.#client.connected(performance.now()));
    this.#socket.addEventListener("close", ({ code: why }) => lost(new Error(`a player's socket was closed: ${why}`)));
    this.#socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
      const bytes = new Uint8Array(data);
      this.#mark = markBehind(bytes, this.#mark);
      if (isDrawn) return;
      this.#client.receive(bytes, performance.now());
      isDrawn = this.#client.frame(performance.now()) !== undefined;
      if (isDrawn) drawn();
    });
    this.#pings = setInterval(() => {
      if (isDrawn) this.#send(encodeUp({ type: "ping", time: Math.round(performance.now()), mark: this.#mark }));
    }, PING_MS);
  }

  get seat(): number {
    return this.#client.seat;
  }

  #send(bytes: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(new Uint8Array(bytes));
  }

  leave(): void {
    clearInterval(this.#pings);
    this.#send(encodeUp({ type: "leave" }));
    this.#socket.close();
  }
}

/** Milliseconds to the ticket and to the first picture; where they sit. */
async function join(url: string, number: number, joined: Guest[]) {
  const start = performance.now();
  const admission = await apiOf(url).play(`Player ${number}`, "brawl");
  const seated = performance.now() - start;
  const guest = await new Promise<Guest>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`player ${number} saw nothing`)), PATIENCE_MS);
    const drawn = () => {
      clearTimeout(timer);
      resolve(coming);
    };
    const coming = new Guest(url, admission, drawn, reject);
    joined.push(coming);
  });
  return { guest, code: admission.code, seated, seen: performance.now() - start };
}

type Hops = Readonly<Record<string, readonly number[]>>;

interface Came {
  readonly seated: number;
  readonly twice: number;
  readonly matches: number;
  readonly most: number;
  /** Of one core, while they came: the server, and the players' own clients. */
  readonly server: number;
  readonly load: number;
  /** Milliseconds, by hop. */
  readonly hops: Hops;
}

async function crowd(people: number, spreadMs: number): Promise<Came> {
  const server = await startWorkerd({ around: TIMED });
  const joined: Guest[] = [];
  try {
    const [began, own, used] = [performance.now(), process.cpuUsage(), cpuMs(server.pid)];
    const all = await Promise.all(
      Array.from({ length: people }, async (_, number) => {
        await new Promise((resolve) => setTimeout(resolve, (number * spreadMs) / people));
        return join(server.url, number, joined);
      }),
    );
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(own);
    const shares = { server: (cpuMs(server.pid) - used) / wall, load: (user + system) / 1000 / wall };
    const places = new Set(all.map(({ code, guest }) => `${code}/${guest.seat}`));
    const sizes = new Map<string, number>();
    for (const { code } of all) sizes.set(code, (sizes.get(code) ?? 0) + 1);
    return {
      ...{
        seated: all.length,
        twice: all.length - places.size,
        matches: sizes.size,
        most: Math.max(...sizes.values()),
      },
      ...shares,
      hops: {
        ticket: all.map(({ seated }) => seated),
        opened: all.map(({ seated, seen }) => seen - seated),
        seen: all.map(({ seen }) => seen),
        ...(await takeHops(server.url)),
      },
    };
  } finally {
    for (const guest of joined) guest.leave();
    await server.stop();
  }
}

/** What the rows of the table are called. The first three are the player's own, the others the server's. */
const HOPS: Readonly<Record<string, string>> = {
  ticket: "page: request to ticket",
  ...SERVER_HOPS,
  opened: "page: ticket to first picture",
  seen: "page: request to first picture",
};

/** The median over the runs, in milliseconds. */
function over(runs: readonly Came[], hop: string, percent: number): number {
  const found = runs.map(({ hops }) => percentile(hops[hop]?.toSorted((a, b) => a - b) ?? [0], percent));
  return round(median(found), 1);
}

async function measure(people: number, spreadMs: number): Promise<void> {
  const runs: Came[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await crowd(people, spreadMs));
  const figures = (hop: string) => `${round(over(runs, hop, 50), 0)} / ${round(over(runs, hop, 99), 0)}`;
  const share = (of: (came: Came) => number) => `${round(100 * median(runs.map(of)), 0)}%`;
  const when = spreadMs === 0 ? "at once" : `in ${spreadMs / 1000} s`;
  show(`${people} quick-play requests ${when}, bare workerd`, [
    {
      seated: Math.min(...runs.map(({ seated }) => seated)),
      "seats taken twice": Math.max(...runs.map(({ twice }) => twice)),
      matches: median(runs.map(({ matches }) => matches)),
      "most in one": Math.max(...runs.map(({ most }) => most)),
      "ticket p50 / p99 ms": figures("ticket"),
      "first picture p50 / p99 ms": figures("seen"),
      "server, of a core": share(({ server }) => server),
      "load, of a core": share(({ load }) => load),
    },
  ]);
  const rows = Object.entries(HOPS).map(([hop, name]) => {
    const [p50, p99] = [over(runs, hop, 50), over(runs, hop, 99)];
    keep(`join.${people}.hops.${hop}.p50ms`, p50);
    keep(`join.${people}.hops.${hop}.p99ms`, p99);
    return { hop: name, times: median(runs.map(({ hops }) => hops[hop]?.length ?? 0)), "p50 ms": p50, "p99 ms": p99 };
  });
  show(`${people} quick-play requests ${when}, hop by hop (medians of ${RUNS} runs)`, rows);
  keep(`join.${people}.p99ms`, round(over(runs, "seen", 99), 0));
}

export async function joins(): Promise<void> {
  await measure(200, 0);
  await measure(500, 10_000);
}
