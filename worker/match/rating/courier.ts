/**
 * Takes what a match owes to its ladder there, and keeps the answers. Tries again, after pauses that grow, for as long as the outbox
 * says: while the match ticks, whenever it comes into memory, and by the alarm.
 */

import * as v from "valibot";
import { RoundRating } from "#shared/protocol/ladder.ts";
import type { Games } from "#shared/sim/index.ts";
import { attemptLater } from "#worker/broadcast/sockets.ts";
import type { LadderPlace, LadderRpc } from "#worker/ladder/rpc.ts";
import { seasonOf } from "#worker/ladder/season.ts";
import { brief, log, messageOf } from "#worker/log.ts";
import { counted } from "../../telling.ts";
import type { Timer } from "../tick-loop.ts";
import type { Answered, Errand, Outbox } from "./outbox.ts";

/** A ladder that has not answered by then is tried again, in milliseconds. */
const PATIENCE_MS = 10_000;
/** After a trip that the disk has broken off, in milliseconds. */
const REST_MS = 10_000;

export type Ladder = Pick<LadderRpc, "apply" | "leave">;

export interface CourierOptions {
  readonly outbox: Outbox;
  readonly games: Games;
  ladder(place: LadderPlace): Ladder;
  /** Milliseconds since 1970. */
  date(): number;
  readonly timer: Pick<Timer, "set" | "clear">;
  /** From 0 to 1. */
  random(): number;
  readonly background: (work: Promise<void>) => void;
  /** What is due, and when, has changed. */
  moved(): void;
}

export class Courier {
  readonly #options: CourierOptions;
  #under: Promise<void> | undefined;
  /** When the next row is due; undefined where that is to be looked up. */
  #due: number | undefined;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** What is due has changed. */
  changed(): void {
    this.#due = undefined;
  }

  /** Whether anything waits for its ladder. */
  get owes(): boolean {
    return this.#options.outbox.due() !== undefined;
  }

  /** Sets out if anything is due. Costs next to nothing where nothing is. */
  look(): void {
    const { outbox, date, background } = this.#options;
    this.#due ??= outbox.due() ?? Number.POSITIVE_INFINITY;
    if (this.#due <= date() && !this.#under) background(this.deliver());
  }

  /** Delivers all that is due, the oldest first. Never rejects. */
  deliver(): Promise<void> {
    this.#under ??= attemptLater("tell a ladder", () => this.#deliverAll()).finally(() => {
      this.#under = undefined;
    });
    return this.#under;
  }

  async #deliverAll(): Promise<void> {
    const { outbox, date, moved } = this.#options;
    // Should the disk not take an answer: the next trip does not begin at once.
    this.#due = date() + REST_MS;
    let tried = 0;
    for (let errand = outbox.next(date()); errand; errand = outbox.next(date())) {
      await this.#deliver(errand);
      tried += 1;
    }
    this.changed();
    if (tried > 0) moved();
  }

  async #deliver(errand: Errand): Promise<void> {
    const { outbox, date, random } = this.#options;
    const { code, round } = errand.kind === "round" ? errand.facts : errand.leave;
    const about = { code: brief(code), round, kind: errand.kind };
    try {
      const answer = await this.#tell(errand);
      outbox.answered(errand.id, answer);
      if (answer !== "told")
        counted("scrim_rounds_rated_total", { game: errand.game, mode: errand.mode, outcome: answer.state });
      log.info("ladder_told", { ...about, answer: answer === "told" ? answer : answer.state });
    } catch (error) {
      const goesOn = outbox.failed(errand, date(), random());
      const fields = { ...about, tries: errand.tries + 1, detail: messageOf(error) };
      if (goesOn) log.warn("ladder_untold", fields);
      else log.error("ladder_unreachable", fields);
    }
  }

  /** @throws what the ladder throws; and where it does not answer in time, or says what no ladder says */
  async #tell(errand: Errand): Promise<Answered | "told"> {
    const { games, ladder } = this.#options;
    const { game, mode } = errand;
    const modes = games.get(game)?.modes ?? {};
    const isCompetitive = Object.hasOwn(modes, mode) && modes[mode].queue !== undefined;
    // An update has removed the mode, or its queue: no later try would find a ladder.
    if (!isCompetitive) return errand.kind === "round" ? { state: "unrated", why: "casual" } : "told";
    const { at } = errand.kind === "round" ? errand.facts : errand.leave;
    const place = { game, mode, season: seasonOf(at) };
    if (errand.kind === "leave") {
      await this.#within(ladder(place).leave(place, errand.leave));
      return "told";
    }
    const answer = v.parse(RoundRating, await this.#within(ladder(place).apply(place, errand.facts)));
    if (answer.state === "pending") throw new Error("a ladder answers that it will answer");
    return answer;
  }

  async #within<T>(work: Promise<T>): Promise<T> {
    const { timer } = this.#options;
    let handle: unknown;
    const late = new Promise<never>((_, reject) => {
      handle = timer.set(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      timer.clear(handle);
    }
  }
}
