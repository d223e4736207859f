/** The matchmaker's Cloudflare shell. */
import { DurableObject } from "cloudflare:workers";
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { createMatch } from "../match/create.ts";
import type { MatchReport, Reservation } from "../match/spec.ts";
import { type Choice, PUBLIC_DELAY_S, quickChoice } from "./choice.ts";
import { Directory } from "./directory.ts";
import { type Opener, Openings } from "./openings.ts";
import { SqlDirectoryStore } from "./store.ts";
import { TraceDays } from "./trace-days.ts";

/**
 * No more than this counts between two readings of the clock, in milliseconds: every match reports once a minute, and a clock
 * that is set ahead must not make them all stale.
 */
const MOST_STEP_MS = 120_000;

export interface PlayRequest {
  readonly game: string;
  readonly mode: string;
  /** The id of the person. */
  readonly player: string;
  /** What stands for their network; undefined where no matches are counted. */
  readonly address?: string | undefined;
}

export class MatchmakerObject extends DurableObject<Env> {
  readonly #games: Games;
  readonly #clock = new Clock(() => MOST_STEP_MS);
  readonly #directory: Directory;
  readonly #openings: Openings;
  readonly #flightDays: TraceDays;
  /** Matches that are being made, by code. Whoever is sent to one waits for it. */
  readonly #making = new Map<string, Promise<void>>();

  /** @param games of which it opens matches: worker/index.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#directory = new Directory(new SqlDirectoryStore(ctx.storage.sql), this.#clock.now());
    this.#openings = new Openings(ctx.storage.sql, this.#clock.now());
    this.#flightDays = new TraceDays(ctx.storage.sql, this.#clock.now());
  }

  /**
   * The code of a match that has, as far as is known, a seat for this person; a new one where none has; undefined where
   * that would be one too many for this player or their network.
   * Between choosing and entering nothing is awaited, so that requests at the same time see each other.
   * @throws what making a match threw, to all who waited for it
   */
  async play({ game, mode, player, address }: PlayRequest): Promise<string | undefined> {
    const fresh = await newCode((await keysOf(this.env)).code);
    const now = this.#clock.now();
    const found = this.#directory.place(game, mode, player, now);
    const opener = address === undefined ? undefined : { player, address };
    const code = found ?? this.#open(fresh, quickChoice(this.#games, game, mode), player, opener, now);
    if (code === undefined) return undefined;
    await this.#making.get(code);
    return code;
  }

  /** Counts a private match that is about to be made. Answers false where its opener has too many open. */
  opens(code: string, opener: Opener): boolean {
    return this.#openings.open(code, opener, this.#clock.now());
  }

  /** Counts a flight of this network's. Answers 0, or in how many milliseconds the next one may be sent. */
  allowTrace(address: string): number {
    return this.#flightDays.allow(address, this.#clock.now());
  }

  report(report: MatchReport): void {
    const now = this.#clock.now();
    this.#openings.heard(report.code, report.status, now);
    this.#directory.report(report, now);
  }

  /** A match did not take this person. */
  refused(code: string, player: string, reason: Extract<Reservation, { ok: false }>["reason"]): void {
    if (reason === "no_match" || reason === "updated") this.forget(code);
    else this.#directory.refused(code, player);
  }

  forget(code: string): void {
    this.#openings.close(code);
    this.#directory.forget(code);
  }

  list(): MatchInfo[] {
    return this.#directory.list(this.#clock.now());
  }

  #open(code: string, choice: Choice, player: string, opener: Opener | undefined, now: number): string | undefined {
    if (opener && !this.#openings.open(code, opener, now)) return undefined;
    this.#directory.open({ code, game: choice.game, mode: choice.mode, seats: choice.settings.seats }, player, now);
    this.#making.set(code, this.#make(code, choice));
    return code;
  }

  async #make(code: string, choice: Choice): Promise<void> {
    try {
      await createMatch(this.env, { code, ...choice, listed: true, delay: PUBLIC_DELAY_S });
    } catch (error) {
      this.forget(code);
      throw error;
    } finally {
      this.#making.delete(code);
    }
  }
}
