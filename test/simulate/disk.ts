/**
 * A match's storage in memory, as worker/match/log/store.ts writes it; it may lose the last writes of its last second.
 */
import type { Result } from "#shared/protocol/index.ts";
import type { MatchHeader } from "#worker/match/log/header.ts";
import { lastSegment, type Page } from "#worker/match/log/journal.ts";
import type { SavedMatch, Unsaved } from "#worker/match/log/saved.ts";
import type { OperatorData } from "#worker/match/operator/operator.ts";
import type { DatedTick } from "#worker/match/tick-dates.ts";

/** Older writes are never lost, in milliseconds. */
const UNCONFIRMED_MS = 1000;

export class Disk {
  #header: MatchHeader | undefined;
  readonly #rows = new Map<number, Page>();
  readonly #results = new Map<number, Result>();
  #signingKey: Uint8Array | undefined;
  #dated: DatedTick | undefined;
  #operator: OperatorData | undefined;
  #recent: { readonly at: number; readonly write: Unsaved }[] = [];

  /** Each write is there as a whole, or not at all. */
  save(write: Unsaved, at: number): void {
    if (!write.header && !write.result && !write.dated && !write.operator && write.pages.length === 0) return;
    // What is stored is a copy: the match goes on with its own.
    this.#recent.push({ at, write: structuredClone(write) });
    this.#confirm(at - UNCONFIRMED_MS);
  }

  #confirm(until: number): void {
    const old = this.#recent.findIndex(({ at }) => at > until);
    for (const { write } of this.#recent.splice(0, old < 0 ? this.#recent.length : old)) {
      this.#header = write.header ?? this.#header;
      this.#signingKey = write.signingKey ?? this.#signingKey;
      this.#dated = write.dated ?? this.#dated;
      this.#operator = write.operator ?? this.#operator;
      for (const page of write.pages) this.#rows.set(page.slot, page);
      const { result } = write;
      if (result && !this.#results.has(result.round)) this.#results.set(result.round, result);
    }
  }

  /** All that has been written is safe from now on. */
  sync(): void {
    this.#confirm(Number.POSITIVE_INFINITY);
  }

  /** Loses what was written after this moment, but nothing of before the last second. */
  lose(after: number): void {
    this.#recent = this.#recent.filter(({ at }) => at <= after);
  }

  load(): SavedMatch {
    this.sync();
    if (!this.#header) throw new Error("nothing has been stored");
    const startTick = this.#rows.get(0)?.startTick;
    const pages = [...this.#rows.values()]
      .filter((page) => page.startTick === startTick)
      .sort((a, b) => a.slot - b.slot);
    return {
      ...{ header: structuredClone(this.#header), pages: lastSegment(pages), signingKey: this.#signingKey },
      ...(this.#dated && { dated: this.#dated }),
      ...(this.#operator && { operator: this.#operator }),
    };
  }

  /** The rounds' results that are safe. */
  get results(): ReadonlyMap<number, Result> {
    return this.#results;
  }
}
