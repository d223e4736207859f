/** Many people follow one link at once, in bare workerd: how soon each sees the match, and how often they have to try. */

import { setTimeout as sleep } from "node:timers/promises";
import { newcomer } from "#client/bots/crowd.ts";
import { Socket } from "#client/net/socket.ts";
import { MatchClient } from "#client/session/client.ts";
import { arena } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { ruleName } from "#shared/protocol/index.ts";
import { apiOf, origin } from "#test/support/headless.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { MATCH } from "../peers/target.ts";
import { keep, show } from "../results.ts";
import { percentile, round } from "../statistics.ts";

const PEOPLE = 100;
/** Over which they come, in milliseconds. */
const SPREAD_MS = 3000;
/** One for the player who created the match, and some that stay empty. */
const SEATS = 128;
/** No spectator waits longer for the first picture, in milliseconds. */
const PATIENCE_MS = 30_000;
const GOAL_MS = 10_000;

/**
 * Comes in as a page does, up to its first picture; from then on its socket is open, and what it brings is not looked
 * at: a hundred pages that all foresee a match of a hundred need more than one machine.
 */
class Guest {
  readonly #socket: Socket;
  readonly #client: MatchClient;
  readonly #began = performance.now();
  #asked = 0;
  #drawn = false;
  /** How often it has lost its socket. */
  lost = 0;

  constructor(url: string, code: string, number: number) {
    const api = newcomer(url, "arena");
    this.#client = new MatchClient(
      {
        send: (bytes) => this.#socket.send(bytes),
        live: () => {},
        changed: () => {},
        foreign: () => {
          throw new Error("the guest does not have the rules of the match");
        },
      },
      games,
    );
    this.#socket = new Socket({
      url: `${origin(url)}/ws/${code}`,
      rules: () => [ruleName(arena)],
      ticket: async () => {
        this.#asked += 1;
        return (await api.join(code, `Guest ${number}`)).ticket;
      },
      since: () => this.#client.since,
      open: () => this.#client.connected(performance.now()),
      message: (bytes) => {
        if (!this.#drawn) this.#client.receive(bytes, performance.now());
      },
      lost: () => {
        this.lost += 1;
        this.#client.disconnected();
      },
    });
  }

  get seat(): number {
    return this.#client.seat;
  }

  get retries(): number {
    return this.#asked - 1;
  }

  /** Milliseconds to the first picture. @throws {Error} there was none */
  async seen(): Promise<number> {
    while (this.#client.frame(performance.now()) === undefined) {
      const waited = performance.now() - this.#began;
      if (waited > PATIENCE_MS) throw new Error(`a spectator saw nothing in ${round(waited, 0)} ms`);
      if (this.#client.wait(performance.now()) === "dead") this.#socket.again();
      await sleep(5);
    }
    this.#drawn = true;
    return performance.now() - this.#began;
  }

  leave(): void {
    this.#socket.close();
  }
}

export async function storm(): Promise<void> {
  const server = await startWorkerd();
  const guests: Guest[] = [];
  try {
    const { code } = await apiOf(server.url).createMatch("Host", "custom", { ...MATCH, seats: SEATS });
    const came = Array.from({ length: PEOPLE }, async (_, number) => {
      await sleep((number * SPREAD_MS) / PEOPLE);
      const guest = new Guest(server.url, code, number);
      guests.push(guest);
      return guest.seen();
    });
    const outcomes = await Promise.allSettled(came);
    const times = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []));
    for (const outcome of outcomes) if (outcome.status === "rejected") console.error(outcome.reason);
    if (times.length === 0) throw new Error("no spectator has seen the match");
    times.sort((a, b) => a - b);
    const seats = new Set(guests.map(({ seat }) => seat).filter((seat) => seat >= 0));
    keep("storm.p99ms", round(percentile(times, 99), 0));
    show(`${PEOPLE} joins in ${SPREAD_MS / 1000} s to one match of ${SEATS} seats, bare workerd`, [
      {
        "saw the match": times.length,
        [`within ${GOAL_MS / 1000} s`]: times.filter((ms) => ms <= GOAL_MS).length,
        "seats taken": seats.size,
        "first picture p50 ms": round(percentile(times, 50), 0),
        "p99 ms": round(percentile(times, 99), 0),
        "max ms": round(times[times.length - 1], 0),
        retries: guests.reduce((sum, { retries }) => sum + retries, 0),
        "sockets lost": guests.reduce((sum, { lost }) => sum + lost, 0),
      },
    ]);
  } finally {
    for (const guest of guests) guest.leave();
    await server.stop();
  }
}
