/** What players say just now: signs over bodies, and marks on the map. Knows no page. */
import { COMMANDS } from "#client/session/render/game-events.ts";
import type { GameEvent } from "#client/session/types.ts";
import { commandSpec } from "#shared/sim/commands.ts";
import type { Point } from "../games/game-view.ts";

/** Milliseconds that a sign stands over a body, and a mark on the map. */
export const EMOTE_MS = 3000;
export const PING_MS = 5000;

export const EMOTE = commandSpec({}, "emote")?.number;
export const PING = commandSpec({}, "ping")?.number;

export interface Emote {
  readonly seat: number;
  readonly which: number;
  readonly until: number;
}

export interface Ping {
  readonly seat: number;
  readonly place: Point;
  readonly until: number;
}

export interface News {
  readonly emotes: readonly Emote[];
  readonly pings: readonly Ping[];
}

export class Heard {
  /** One a seat: the last one counts. */
  readonly #emotes = new Map<number, Emote>();
  readonly #pings = new Map<number, Ping>();

  /**
   * Takes what a frame tells.
   * @param revoked what was predicted, and has not come to pass
   * @param hears whether this seat's signs, and its marks, are to be shown
   * @returns what is new
   */
  take(
    events: readonly GameEvent[],
    revoked: readonly GameEvent[],
    hears: (seat: number, what: "emote" | "ping") => boolean,
    now: number,
  ): News {
    for (const { table, values } of revoked) {
      if (table !== COMMANDS) continue;
      if (values.command === EMOTE) this.#emotes.delete(values.seat);
      if (values.command === PING) this.#pings.delete(values.seat);
    }
    const news = { emotes: [] as Emote[], pings: [] as Ping[] };
    for (const { table, values } of events) {
      if (table !== COMMANDS) continue;
      const { seat, command, a, b } = values;
      if (command === EMOTE && hears(seat, "emote")) news.emotes.push({ seat, which: a, until: now + EMOTE_MS });
      if (command === PING && hears(seat, "ping"))
        news.pings.push({ seat, place: { x: a, y: b }, until: now + PING_MS });
    }
    for (const emote of news.emotes) this.#emotes.set(emote.seat, emote);
    for (const ping of news.pings) this.#pings.set(ping.seat, ping);
    return news;
  }

  /** What stands at this moment. */
  emotes(now: number): readonly Emote[] {
    return this.#standing(this.#emotes, now);
  }

  pings(now: number): readonly Ping[] {
    return this.#standing(this.#pings, now);
  }

  #standing<T extends { readonly seat: number; readonly until: number }>(
    all: Map<number, T>,
    now: number,
  ): readonly T[] {
    for (const { seat, until } of all.values()) if (until <= now) all.delete(seat);
    return [...all.values()];
  }

  /** What this seat has said is not shown any more. */
  silence(seat: number): void {
    this.#emotes.delete(seat);
    this.#pings.delete(seat);
  }

  /** What was said was of another time. */
  clear(): void {
    this.#emotes.clear();
    this.#pings.clear();
  }
}
