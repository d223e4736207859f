/** One who watches by the session that pages have, and checks what it is sent. */

import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import { games } from "#shared/games/index.ts";
import type { Admission } from "#shared/protocol/index.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import { apiOf, origin } from "#test/support/headless.ts";

export class Page {
  tick = -1;
  /** How often its world was not the server's. */
  mismatches = 0;
  /** Ticks that it had gone through already, and was taken back to. */
  repeated = 0;
  /** How often its line was lost. */
  lost = 0;
  /** When it was shown something new for the first time after its line was lost, as `performance.now`. */
  backAt: number | undefined;
  readonly #session: Session;
  /** The line was lost, and nothing new has come since. */
  #cut = false;

  private constructor(
    url: string,
    admission: Admission,
    admit: () => Promise<Admission>,
    told: (world: WorldBase, now: number) => void,
  ) {
    const { code } = admission;
    this.#session = openSession({
      games,
      code,
      role: "spectator",
      admission,
      admit,
      origin: origin(url),
      now: () => performance.now(),
      observer: {
        frame: (world, _bytes, now) => {
          this.#see(world, now);
          told(world, now);
        },
        outOfStep: () => {
          this.mismatches += 1;
        },
        lost: () => {
          this.lost += 1;
          this.#cut = true;
        },
      },
    });
  }

  /**
   * @param told is handed each world that it is sent
   * @throws {ApiFailure} it may not watch
   */
  static async open(
    url: string,
    code: string,
    told: (world: WorldBase, now: number) => void = () => {},
  ): Promise<Page> {
    const api = apiOf(url);
    return new Page(url, await api.watch(code), () => api.watch(code), told);
  }

  #see({ tick }: WorldBase, now: number): void {
    this.repeated += Math.max(0, this.tick - tick);
    if (this.#cut && tick > this.tick) {
      this.backAt = now;
      this.#cut = false;
    }
    this.tick = tick;
  }

  leave(): void {
    this.#session.leave();
  }
}
