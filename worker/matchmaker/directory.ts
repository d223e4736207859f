/** The directory of listed matches. Knows no Cloudflare type and no clock. */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { MatchReport } from "../match/spec.ts";
import { Entry } from "./entry.ts";
import { pair } from "./pairing.ts";

/** What of the directory outlives the object in memory. Whom it has sent where does not: that is over in seconds. */
export interface DirectoryStore {
  /** All that was saved and not removed, the oldest match first. */
  load(): Iterable<{ readonly report: MatchReport; readonly heard: number }>;
  save(report: MatchReport, heard: number): void;
  remove(code: string): void;
}

/** After so long without a report a match is taken for gone, in milliseconds. */
export const STALE_MS = 600_000;
/** A report that changes nothing is saved only so long after the last, in milliseconds: rows cost. */
const SAVE_MS = 60_000;
const MAX_LISTED = 50;

/** All that is worth a write. */
const essence = (report: MatchReport): string => JSON.stringify({ ...report, spectators: 0 });

const people = ({ players, spectators }: MatchInfo): number => players + spectators;

export class Directory {
  readonly #store: DirectoryStore;
  /** By code, the oldest first. */
  readonly #entries = new Map<string, Entry>();
  /** What was last saved of each, and when. A match that has not reported yet is not here. */
  readonly #saved = new Map<string, { readonly essence: string; readonly at: number }>();

  /** @param now milliseconds since 1970; nothing that is stored was heard after it, whatever clock has said so */
  constructor(store: DirectoryStore, now = Number.POSITIVE_INFINITY) {
    this.#store = store;
    for (const { report, heard: at } of store.load()) {
      const heard = Math.min(at, now);
      this.#entries.set(report.code, new Entry(report, heard));
      this.#saved.set(report.code, { essence: essence(report), at: heard });
    }
  }

  /** Sends somebody to the match that they are in or were sent to, else to the one that pairing picks. */
  place(game: string, mode: string, player: string, now: number): string | undefined {
    this.#expire(now);
    const open = [...this.#entries.values()].filter((entry) => !entry.closed);
    const mine = open.filter((entry) => entry.has(player, now)).map((entry) => entry.candidate(now));
    // Their own seat is theirs, so it does not count as taken.
    const back = pair(
      mine.map((own) => ({ ...own, taken: own.taken - 1 })),
      game,
      mode,
    );
    const code =
      back ??
      pair(
        open.map((entry) => entry.candidate(now)),
        game,
        mode,
      );
    if (code !== undefined) this.#entries.get(code)?.expect(player, now);
    return code;
  }

  /** Enters a match that is about to be made for this person. */
  open(match: Pick<MatchInfo, "code" | "game" | "mode" | "seats">, player: string, now: number): void {
    const empty = { status: "waiting", players: 0, bots: 0, spectators: 0, listed: true, playerIds: [] } as const;
    const entry = new Entry({ ...match, ...empty }, now);
    entry.expect(player, now);
    this.#entries.set(match.code, entry);
  }

  /** What a match says of itself. Those that are not listed are not kept. */
  report(report: MatchReport, now: number): void {
    this.#expire(now);
    if (!report.listed) {
      this.forget(report.code);
      return;
    }
    const entry = this.#entries.get(report.code);
    if (entry) entry.update(report, now);
    else this.#entries.set(report.code, new Entry(report, now));
    const saved = this.#saved.get(report.code);
    const fresh = essence(report);
    if (saved?.essence === fresh && now - saved.at < SAVE_MS) return;
    this.#store.save(report, now);
    this.#saved.set(report.code, { essence: fresh, at: now });
  }

  /** A match did not take somebody who was sent there: what is known of it is wrong. */
  refused(code: string, player: string): void {
    const entry = this.#entries.get(code);
    if (!entry) return;
    entry.unexpect(player);
    entry.closed = true;
  }

  forget(code: string): void {
    this.#entries.delete(code);
    if (this.#saved.delete(code)) this.#store.remove(code);
  }

  /** The matches that have reported, those with the most people first. */
  list(now: number): MatchInfo[] {
    this.#expire(now);
    return [...this.#saved.keys()]
      .flatMap((code) => this.#entries.get(code)?.report ?? [])
      .map(({ playerIds: _, ...info }) => info)
      .sort((a, b) => people(b) - people(a))
      .slice(0, MAX_LISTED);
  }

  #expire(now: number): void {
    for (const [code, { heard }] of this.#entries) if (now - heard >= STALE_MS) this.forget(code);
  }
}
