/** What a match adds to a trace: its own log of the last minute. Knows neither disk nor clock. docs/HTTP.md, "Client traces" */
import { TRACE_MS } from "#shared/protocol/index.ts";
import { type Games, hides } from "#shared/sim/index.ts";
import type { LoggedMatch, LoggedPage } from "./logged.ts";
import { excerpt } from "./replay-file.ts";
import type { TraceLog } from "./stored-trace.ts";

/** How many seconds of play hold what a trace covers. */
export const LOGGED_S = Math.ceil(TRACE_MS / 1000) + 10;

/** The least time between two traces of a player, in milliseconds. */
const EVERY_MS = 10_000;

/** Remembers which players have sent a trace lately. */
export class TraceRate {
  readonly #sentAt = new Map<string, number>();

  /** Whether this player may send a trace now; if so, it counts as sent. @param now milliseconds since 1970 */
  allow(player: string, now: number): boolean {
    for (const [other, at] of this.#sentAt) if (now - at >= EVERY_MS) this.#sentAt.delete(other);
    if (this.#sentAt.has(player)) return false;
    this.#sentAt.set(player, now);
    return true;
  }
}

/** The last pages of a match, and the players of its seats. */
interface LoggedBySeat {
  readonly header: LoggedMatch & { readonly owners: readonly ({ readonly player: string } | undefined)[] };
  readonly pages: readonly LoggedPage[];
}

/**
 * The log as a replay, for a player who has a seat. In a game that hides something from its players, or draws secrets, no player gets it.
 * @param about the player, the trace's id, and the present, in milliseconds since 1970
 * @throws {Error} the log is damaged
 */
export async function logFor(
  saved: LoggedBySeat | undefined,
  { player, id, at }: { readonly player: string; readonly id: string; readonly at: number },
  games: Games,
): Promise<TraceLog> {
  if (!saved) return { ok: false, reason: "no_match" };
  const { header, pages } = saved;
  const seat = header.owners.findIndex((owner) => owner?.player === player);
  if (seat < 0) return { ok: false, reason: "not_yours" };
  const game = games.get(header.spec.game);
  // Of a game that is not known any more, it is not known either whether it hides something.
  if (!game || hides(game)) return { ok: false, reason: "hidden" };
  return { ok: true, seat, log: await excerpt(header, { id, at }, pages) };
}
