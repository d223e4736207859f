/**
 * Reads how players stand on the ladder of the mode: of many in one call, one call at a time, and never for long. No player's search
 * hangs or fails by it: who is not answered for counts as unknown, and is asked for again while they wait.
 */
import type { Seeker } from "../ladder/rpc.ts";
import { log, messageOf } from "../log.ts";
import { within } from "../time-limit.ts";
import type { Standing } from "./ticket.ts";

/** So long a player waits for the ladder at most, in milliseconds. */
export const SEEK_MS = 2000;
/** So many are asked for in one call at most. */
const MOST_ASKED = 500;

export interface Known {
  readonly standing: Standing;
  /** They may not search before: milliseconds since 1970 by the machine's clock; 0 where they may. */
  readonly pausedUntil: number;
}
export type Found = ReadonlyMap<string, Known>;

interface Question {
  readonly players: readonly string[];
  readonly answer: (found: Found) => void;
}

export interface SeekersOptions {
  /** Undefined where the server has no ladders. */
  readonly seek: ((players: readonly string[]) => Promise<readonly Seeker[]>) | undefined;
  readonly now: () => number;
}

const NONE: Found = new Map();

/** A rating that is no number would keep its player out of each match. */
const isRated = ({ rating: { mu, sigma } }: Seeker): boolean => Number.isFinite(mu) && Number.isFinite(sigma);

export class Seekers {
  readonly #options: SeekersOptions;
  #waiting: Question[] = [];
  #asks = false;

  constructor(options: SeekersOptions) {
    this.#options = options;
  }

  /** There is a ladder to ask. */
  get isOpen(): boolean {
    return this.#options.seek !== undefined;
  }

  /** @returns by player; missing are those that the ladder has not told of in time */
  async of(players: readonly string[]): Promise<Found> {
    const { seek } = this.#options;
    if (!seek || players.length === 0) return NONE;
    const answer = new Promise<Found>((resolve) => this.#waiting.push({ players, answer: resolve }));
    if (!this.#asks) void this.#ask(seek);
    try {
      return await within(SEEK_MS, "ask the ladder", answer);
    } catch (error) {
      log.warn("standing_unknown", { players: players.length, detail: messageOf(error) });
      return NONE;
    }
  }

  /** Never throws. */
  async #ask(seek: NonNullable<SeekersOptions["seek"]>): Promise<void> {
    this.#asks = true;
    while (this.#waiting.length > 0) {
      const questions = this.#next();
      const players = [...new Set(questions.flatMap((one) => one.players))];
      const found = await this.#found(seek, players);
      for (const { answer } of questions) answer(found);
    }
    this.#asks = false;
  }

  #next(): Question[] {
    let players = 0;
    const many = this.#waiting.findIndex((one) => {
      players += one.players.length;
      return players > MOST_ASKED;
    });
    return this.#waiting.splice(0, many === -1 ? this.#waiting.length : Math.max(1, many));
  }

  async #found(seek: NonNullable<SeekersOptions["seek"]>, players: readonly string[]): Promise<Found> {
    try {
      const seekers = await within(SEEK_MS, "ask the ladder", seek(players));
      const at = this.#options.now();
      return new Map(
        seekers.filter(isRated).map(({ player, rating: { mu, sigma }, rounds, met, pausedUntil }) => {
          const standing = { mu, sigma, rounds, met: [...met], at };
          return [player, { standing, pausedUntil }] as const;
        }),
      );
    } catch (error) {
      log.warn("standing_unknown", { players: players.length, detail: messageOf(error) });
      return NONE;
    }
  }
}
