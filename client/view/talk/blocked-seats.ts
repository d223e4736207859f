/**
 * Which seats have players that this one has blocked: what they say is not shown. The server knows it; it is asked when players come,
 * go or move, by those who have something to keep alone. Without an answer nothing is muted.
 */
import { type Api, ApiFailure } from "#client/net/api.ts";
import type { Session } from "#client/session/types.ts";
import { BlockedSeats as Answer } from "#shared/protocol/blocked-seats.ts";
import { SEAT } from "#shared/sim/seat.ts";

/** The least time between two questions, in milliseconds. */
const PAUSE_MS = 5000;

/** Asks the server. */
export const askBlockedSeats = (api: Api, code: string): Promise<Answer> =>
  api.request(Answer, "GET", `/api/matches/${encodeURIComponent(code)}/blocked`, undefined, {
    token: api.identity.token(code),
  });

export interface BlockedSeatsOptions {
  readonly session: Pick<Session, "seat" | "seats" | "watch">;
  ask(): Promise<Answer>;
  /** The answer is another one than before. */
  changed(): void;
  readonly signal: AbortSignal;
}

export class BlockedSeats {
  readonly #options: BlockedSeatsOptions;
  #seats: ReadonlySet<number> = new Set();
  /** Who sat where when it was asked last. */
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: BlockedSeatsOptions) {
    this.#options = options;
    const { session, signal } = options;
    const stop = session.watch(() => this.#look());
    signal.addEventListener("abort", () => {
      stop();
      clearTimeout(this.#timer);
    });
    this.#look();
  }

  has(seat: number): boolean {
    return this.#seats.has(seat);
  }

  /** The players, by seat. */
  get #people(): string {
    const { seats, seat: own } = this.#options.session;
    const others = seats.filter(({ kind, seat }) => kind !== SEAT.bot && seat !== own);
    return JSON.stringify(others.map(({ seat, name }) => [seat, name]));
  }

  #look(): void {
    const { session, signal } = this.#options;
    // A spectator is asked for nothing: they mute players by name.
    if (signal.aborted || session.seat < 0 || this.#timer !== undefined || this.#people === this.#asked) return;
    this.#asked = this.#people;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, PAUSE_MS);
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const { ask, changed, signal } = this.#options;
    try {
      const { seats, kept } = await ask();
      if (signal.aborted) return;
      const before = [...this.#seats].join();
      this.#seats = new Set(seats);
      if ([...this.#seats].join() !== before) changed();
      // A player who has nothing to keep has blocked none: there is nothing more to ask, but after a block in this match.
      if (!kept) this.#pauseFor(10 * PAUSE_MS);
    } catch (error) {
      if (!signal.aborted && !(error instanceof ApiFailure)) throw error;
    }
  }

  #pauseFor(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, ms);
  }
}
