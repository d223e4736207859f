/** Headless players of one match, and how evenly its frames come to them. */

import { setTimeout as sleep } from "node:timers/promises";
import { newcomer } from "#client/bots/crowd.ts";
import { Gauges } from "#client/bots/gauges.ts";
import { BotPlayer } from "#client/bots/player.ts";
import { games } from "#shared/games/index.ts";
import { hostOf } from "#test/support/delayed.ts";
import { origin, until } from "#test/support/headless.ts";
import { cpuMs } from "../peers/proc.ts";
import { MATCH } from "../peers/target.ts";

/** From the last join: the lobby and the countdown, in which no player moves, and two seconds of play. Milliseconds. */
const WARM_UP_MS = 6000;

export interface Heard {
  /** Milliseconds between two frames, the 99th percentile; of a message for several ticks, less what these take. */
  readonly gapP99: number;
  /** Percent of a core that the server has used. */
  readonly cpuPercent: number;
  /** What a player was sent a second with frames in it. */
  readonly bytes: number;
  readonly messages: number;
}

export interface Place {
  readonly url: string;
  /** The server's process. */
  readonly pid: number;
}

export class Audience {
  readonly code: string;
  readonly #place: Place;
  readonly #players: readonly BotPlayer[];
  /** Of this window. */
  #gauges = new Gauges();

  private constructor(
    place: Place,
    code: string,
    admits: readonly ConstructorParameters<typeof BotPlayer>[0]["admit"][],
  ) {
    this.#place = place;
    this.code = code;
    const gauges = () => this.#gauges;
    this.#players = admits.map(
      (admit) =>
        new BotPlayer({
          games,
          origin: origin(place.url),
          now: () => performance.now(),
          admit,
          get gauges() {
            return gauges();
          },
        }),
    );
  }

  /**
   * A new match of the arena with so many seats and players; resolves when they fight.
   * @param delay how many seconds late it may be watched
   */
  static async start(place: Place, players: number, seats: number, delay = 0): Promise<Audience> {
    const { url } = place;
    const { api: host, admission } = await hostOf(url, "Player 0", { ...MATCH, seats }, delay);
    const { code } = admission;
    const others = Array.from({ length: players - 1 }, () => newcomer(url, "arena"));
    const admits = [host, ...others].map((api, number) => () => api.join(code, `Player ${number}`));
    const audience = new Audience(place, code, admits);
    await Promise.all(audience.#players.map((player) => player.join()));
    await until(() => audience.#gauges.firstFrame.count === players);
    await sleep(WARM_UP_MS);
    return audience;
  }

  /** A window of so many seconds. @throws {Error} a player has lost the connection, or sees another world than the server's */
  async listen(seconds: number): Promise<Heard> {
    this.#expectUnharmed();
    this.#gauges = new Gauges();
    const before = { at: performance.now(), cpu: cpuMs(this.#place.pid) };
    await sleep(seconds * 1000);
    const elapsed = performance.now() - before.at;
    const cpuPercent = (100 * (cpuMs(this.#place.pid) - before.cpu)) / elapsed;
    this.#expectUnharmed();
    const { gap, bytesDown, frames } = this.#gauges;
    const playerSeconds = (this.#players.length * elapsed) / 1000;
    return { gapP99: gap.at(99), cpuPercent, bytes: bytesDown / playerSeconds, messages: frames / playerSeconds };
  }

  #expectUnharmed(): void {
    const { lost, closes, mismatches } = this.#gauges;
    if (lost > 0) throw new Error(`${lost} players lost their lines, by ${[...closes.keys()].join(", ")}`);
    if (mismatches > 0) throw new Error(`${mismatches} times a player's world was not the server's`);
  }

  leave(): void {
    for (const player of this.#players) player.leave();
  }
}
