/** A live match on a server that is killed without a word and started again on the same disk. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Brain } from "#client/bots/brain.ts";
import { newcomer } from "#client/bots/crowd.ts";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import { games } from "#shared/games/index.ts";
import type { Admission } from "#shared/protocol/index.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import { hostOf } from "./delayed.ts";
import { origin, until } from "./headless.ts";
import { freePort } from "./port.ts";
import { startWorkerd, type WorkerdServer } from "./workerd.ts";

/** How many ticks' hashes each player remembers. */
const REMEMBERED = 600;

/** Called with each world that a player is sent. @param now as `performance.now` */
export type Seen = (world: WorldBase, now: number) => void;

export interface KillsOptions {
  readonly players: number;
  /** The delay for spectators, in seconds. */
  readonly delay?: number;
  readonly seen?: Seen;
}

/** A headless player who remembers the hash of each tick that it has seen. */
class Fighter {
  readonly session: Session;
  readonly seat: Promise<number>;
  readonly #hashes = new Map<number, number>();
  readonly #brain = new Brain();
  /** The line is lost: the next frame is the first one after it. */
  #cut = false;
  mismatches = 0;
  /** The newest tick that has come. */
  tick = -1;
  /** The first tick after the last kill, and whether its world was the one that was seen before. */
  resumed: { readonly tick: number; readonly same: boolean | undefined; readonly at: number } | undefined;

  constructor(url: string, admission: Admission, admit: () => Promise<Admission>, seen: Seen) {
    let seated: (seat: number) => void = () => {};
    this.seat = new Promise((resolve) => {
      seated = resolve;
    });
    this.session = openSession({
      games,
      code: admission.code,
      role: "player",
      admission,
      admit,
      origin: origin(url),
      now: () => performance.now(),
      observer: {
        frame: (world, _bytes, now) => {
          seated(this.session.seat);
          this.#see(world, now);
          seen(world, now);
        },
        lost: () => {
          this.#cut = true;
        },
        outOfStep: () => {
          this.mismatches += 1;
        },
      },
    });
  }

  #see(world: WorldBase, now: number): void {
    const hash = world.hash();
    if (this.#cut) {
      const before = this.#hashes.get(world.tick);
      this.resumed = { tick: world.tick, same: before === undefined ? undefined : before === hash, at: now };
      this.#cut = false;
    }
    this.tick = world.tick;
    this.#hashes.set(world.tick, hash);
    this.#hashes.delete(world.tick - REMEMBERED);
    this.session.setInput(this.#brain.decide(world, this.session.seat));
  }
}

export interface Survival {
  /** Ticks that were lost, of the player who had seen most. */
  readonly lost: number;
  /** When the server gave its first answer, as `performance.now`. */
  readonly started: number;
  /** Milliseconds from the server's first answer to each player's first frame. */
  readonly back: readonly number[];
  /** Players in another seat than before. */
  readonly moved: number;
  /** Players who met the stored tick, and found another world there than they had seen at it. */
  readonly different: number;
  readonly mismatches: number;
}

export class Kills {
  readonly #state: string;
  readonly #port: number;
  #server: WorkerdServer;
  /** Of the match. */
  code = "";
  #fighters: readonly Fighter[] = [];
  #seats: readonly number[] = [];

  private constructor(state: string, port: number, server: WorkerdServer) {
    this.#state = state;
    this.#port = port;
    this.#server = server;
  }

  /** A live match of so many players. */
  static async start({ players, delay = 0, seen = () => {} }: KillsOptions): Promise<Kills> {
    const port = await freePort();
    const state = mkdtempSync(join(tmpdir(), "scrim-state-"));
    const kills = new Kills(state, port, await startWorkerd({ state, port }));
    await kills.#enter(players, delay, seen);
    return kills;
  }

  async #enter(players: number, delay: number, seen: Seen): Promise<void> {
    const { url } = this.#server;
    const settings = { seats: players, autostart: 1, lobby: 1, timeLimit: 1800, scoreLimit: 1000 };
    const { api: host, admission: first } = await hostOf(url, "Fighter 0", settings, delay);
    const fighters = [new Fighter(url, first, () => host.join(first.code, "Fighter 0"), seen)];
    this.code = first.code;
    for (let n = 1; n < players; n++) {
      const api = newcomer(url, "arena");
      const admit = () => api.join(first.code, `Fighter ${n}`);
      fighters.push(new Fighter(url, await admit(), admit, seen));
    }
    this.#fighters = fighters;
    this.#seats = await Promise.all(fighters.map(({ seat }) => seat));
  }

  /** Plays for so many milliseconds, kills the server, starts it again, and waits until all players are back. */
  async kill(after: number): Promise<Survival> {
    await new Promise((resolve) => setTimeout(resolve, after));
    for (const fighter of this.#fighters) fighter.resumed = undefined;
    await this.#server.kill();
    const newest = Math.max(...this.#fighters.map(({ tick }) => tick));
    this.#server = await startWorkerd({ state: this.#state, port: this.#port });
    const started = performance.now();
    await until(() => this.#fighters.every(({ resumed }) => resumed !== undefined), 30_000);
    const resumed = this.#fighters.flatMap((fighter) => fighter.resumed ?? []);
    // The first player to return meets the stored tick; for the others the match has gone on meanwhile, in another way.
    const stored = Math.min(...resumed.map(({ tick }) => tick));
    return {
      started,
      lost: Math.max(0, newest - stored),
      back: resumed.map(({ at }) => Math.max(0, at - started)),
      moved: this.#fighters.filter(({ session }, n) => session.seat !== this.#seats[n]).length,
      different: resumed.filter(({ tick, same }) => tick === stored && same === false).length,
      mismatches: this.#fighters.reduce((sum, { mismatches }) => sum + mismatches, 0),
    };
  }

  /** Where the server is, before and after each kill. */
  get url(): string {
    return this.#server.url;
  }

  /** The newest tick that a player has seen. */
  get tick(): number {
    return Math.max(...this.#fighters.map(({ tick }) => tick));
  }

  async stop(): Promise<void> {
    for (const { session } of this.#fighters) session.leave();
    await this.#server.stop();
    rmSync(this.#state, { recursive: true, force: true });
  }
}
