/** The Matchmaker Durable Object: a shell that gives the directory and the counts their disk and the time. */
import { DurableObject } from "cloudflare:workers";
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { Refusal } from "../errors.ts";
import { createMatch } from "../match/create.ts";
import type { MatchReport, Reservation } from "../match/spec.ts";
import { type Choice, PUBLIC_DELAY_S, quickChoice } from "./choice.ts";
import { Directory } from "./directory.ts";
import { type Opener, Openings } from "./openings.ts";
import type { MatchmakerRpc, Placement, PlayRequest } from "./rpc.ts";
import { SqlDirectoryStore } from "./store.ts";
import { TraceDays } from "./trace-days.ts";

/**
 * At most so much time counts between two readings of the clock, in milliseconds: every match reports once a minute, and a clock
 * that is set ahead must not make them all stale.
 */
const MOST_STEP_MS = 120_000;

function chosen(games: Games, game: string, mode: string): Choice | Refusal {
  try {
    return quickChoice(games, game, mode);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

export class MatchmakerObject extends DurableObject<Env> implements MatchmakerRpc {
  readonly #games: Games;
  readonly #clock = new Clock(() => MOST_STEP_MS);
  readonly #directory: Directory;
  readonly #openings: Openings;
  readonly #traceDays: TraceDays;
  /** Matches that are being made, by code. A request that is sent to one waits for it. */
  readonly #making = new Map<string, Promise<void>>();

  /** @param games of which it opens matches: worker/server.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#directory = new Directory(new SqlDirectoryStore(ctx.storage.sql), this.#clock.now());
    this.#openings = new Openings(ctx.storage.sql, this.#clock.now());
    this.#traceDays = new TraceDays(ctx.storage.sql, this.#clock.now());
  }

  /** Between choosing a match and entering it nothing is awaited, so that requests at the same time see each other. */
  async play({ game, mode, player, address, mates = [], not = [] }: PlayRequest): Promise<Placement> {
    const fresh = await newCode((await keysOf(this.env)).code);
    const now = this.#clock.now();
    const found =
      mates.length === 0
        ? this.#directory.place(game, mode, player, now)
        : this.#directory.placeAll(game, mode, [player, ...mates], not, now);
    const opener = address === undefined ? undefined : { player, address };
    const placement = found ?? this.#open(fresh, { game, mode }, player, opener, now);
    if (found === undefined && typeof placement === "string") this.#directory.expect(placement, mates, now);
    if (typeof placement === "string") await this.#making.get(placement);
    return placement;
  }

  opens(code: string, opener: Opener): boolean {
    return this.#openings.open(code, opener, this.#clock.now());
  }

  takeFlight(address: string): number {
    return this.#traceDays.allow(address, this.#clock.now());
  }

  report(report: MatchReport): void {
    const now = this.#clock.now();
    this.#openings.heard(report.code, report.status, now);
    this.#directory.report(report, now);
  }

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

  #open(
    code: string,
    { game, mode }: Pick<Choice, "game" | "mode">,
    player: string,
    opener: Opener | undefined,
    now: number,
  ): Placement {
    const choice = chosen(this.#games, game, mode);
    if (choice instanceof Refusal) return { unknown: choice.message };
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
