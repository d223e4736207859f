/** A server at play with its load: what its matches cost it, and what their players feel of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { halt, wake } from "./halt.ts";
import { requirePeer } from "./installed.ts";
import { Loader } from "./loader.ts";
import type { Seen } from "./orders.ts";
import { cpuMs, rssMB } from "./proc.ts";
import type { LoadServer, LoadTarget, MatchOptions } from "./target.ts";

/** From the first join: the lobby and the countdown, in which no player moves, and two seconds of play. Milliseconds. */
const WARM_UP = 6000;
/** From the last join, or from waking up, until all of it is history: timers, buffers, rosters. Milliseconds. */
const SETTLE = 700;
/** Of all players. */
const PROBES = 4;
/** Percent of a core: a load that needs more than that is late itself. */
const LOAD_LIMIT = 85;

export interface Cost extends Seen {
  /** Milliseconds of processor time for one player's second of play. */
  readonly cpuMsPerPlayerSecond: number;
  /** Of one core. */
  readonly cpuPercent: number;
  /** At the end. */
  readonly rssMB: number;
  /** Of one core, that the load itself has used. */
  readonly loadCpuPercent: number;
}

/** Whether the load may have been what was measured: then the server can do better than this. */
export const loadWasLimit = ({ loadCpuPercent }: Pick<Cost, "loadCpuPercent">): boolean => loadCpuPercent > LOAD_LIMIT;

export interface PlayOptions {
  readonly server: LoadServer;
  readonly target: LoadTarget;
  readonly tickRate: number;
}

/** All but `end` throw if a player was thrown out, or never got in. */
export class Play {
  readonly #server: LoadServer;
  readonly #load: Loader;
  #players = 0;
  #readyAt = 0;

  /** @param options.server is stopped at the end */
  constructor({ server, target, tickRate }: PlayOptions) {
    this.#server = server;
    this.#load = new Loader({ target: target.name, urls: [...server.urls], tickRate, probes: PROBES });
  }

  /** One match, without players yet. */
  static async start(target: LoadTarget, match: MatchOptions): Promise<Play> {
    requirePeer();
    return new Play({ server: await target.start(match), target, tickRate: match.tickRate });
  }

  /** Lets people in until so many are there. */
  async join(players: number): Promise<void> {
    if (this.#players === 0) this.#readyAt = performance.now() + WARM_UP;
    await this.#load.join(players);
    this.#players = players;
    this.#readyAt = Math.max(this.#readyAt, performance.now() + SETTLE);
  }

  /** Resolves when all has settled since the last join, or since waking up. */
  async ready(): Promise<void> {
    await sleep(Math.max(0, this.#readyAt - performance.now()));
  }

  /** Takes the processor away from server and load; the other order would have the load see a stalled server. */
  halt(): void {
    halt(this.#load.pid);
    halt(this.#server.pid);
  }

  wake(): void {
    wake(this.#server.pid);
    wake(this.#load.pid);
    this.#readyAt = Math.max(this.#readyAt, performance.now() + SETTLE);
  }

  /** A window of so many seconds, once all has settled. */
  async measure(seconds: number): Promise<Cost> {
    await this.ready();
    const read = () => ({ at: performance.now(), server: cpuMs(this.#server.pid), load: cpuMs(this.#load.pid) });
    let before = read();
    const seen = await this.#load.measure(seconds, () => {
      before = read();
    });
    const after = read();
    const elapsed = (after.at - before.at) / 1000;
    const used = after.server - before.server;
    return {
      ...seen,
      cpuMsPerPlayerSecond: used / this.#players / elapsed,
      cpuPercent: used / elapsed / 10,
      rssMB: rssMB(this.#server.pid),
      loadCpuPercent: (after.load - before.load) / elapsed / 10,
    };
  }

  async end(): Promise<void> {
    this.wake();
    await this.#load.end();
    await this.#server.stop();
  }
}
