/** What a match adds to a flight: its own log of the last minute. Knows no disk and no clock. docs/HTTP.md, "Client traces" */
import { TRACE_MS } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import type { SavedMatch } from "../match/log/saved.ts";
import { excerpt } from "./archive.ts";

/** So many pages hold what a flight covers: one is a second, or less where it was written early. */
export const LOGGED_PAGES = Math.ceil(TRACE_MS / 1000) + 10;

/** A person can send one so often, in milliseconds. */
const EVERY_MS = 10_000;

/** A flight as it is kept. */
export interface StoredTrace {
  /** What the player's client has recorded, as JSON. */
  readonly trace: Uint8Array;
  /** What the server has, as a replay's file. */
  readonly log: Uint8Array;
}

export type TraceLog =
  | { readonly ok: true; readonly seat: number; readonly log: Uint8Array }
  | { readonly ok: false; readonly reason: "no_match" | "not_yours" | "too_many" | "enough" | "hidden" };

/** Counts who has sent one lately. */
export class TraceRate {
  readonly #sentAt = new Map<string, number>();

  /** Whether this person may send one now; if so, they have. @param now milliseconds since 1970 */
  allow(player: string, now: number): boolean {
    for (const [other, at] of this.#sentAt) if (now - at >= EVERY_MS) this.#sentAt.delete(other);
    if (this.#sentAt.has(player)) return false;
    this.#sentAt.set(player, now);
    return true;
  }
}

/**
 * The log as a replay, for whoever has a seat. Where a seat may not know everything, nobody gets it.
 * @param about who asks, what the flight is called, and when this is, in milliseconds since 1970
 * @throws {Error} the log is damaged
 */
export async function logFor(
  saved: SavedMatch | undefined,
  { player, id, at }: { readonly player: string; readonly id: string; readonly at: number },
  games: Games,
): Promise<TraceLog> {
  if (!saved) return { ok: false, reason: "no_match" };
  const { header, pages } = saved;
  const seat = header.owners.findIndex((owner) => owner?.player === player);
  if (seat < 0) return { ok: false, reason: "not_yours" };
  if (games.get(header.spec.game)?.view) return { ok: false, reason: "hidden" };
  return { ok: true, seat, log: await excerpt(header, { id, at }, pages) };
}
