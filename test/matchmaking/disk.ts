/** What a pool has stored, in memory. A kill before a turn's writes are on the disk undoes them. */
import * as v from "valibot";
import { QueueTicket, type TicketStore } from "#worker/queue/ticket.ts";
import type { WaitStore } from "#worker/queue/wait-log.ts";
import { MOST_WAITS, type Wait } from "#worker/queue/waits.ts";

export class Disk implements TicketStore, WaitStore {
  /** As text: what comes back is never the object that was saved. */
  readonly #rows = new Map<string, string>();
  #undo = new Map<string, string | undefined>();
  #waits: Wait[] = [];

  *load(): Iterable<QueueTicket> {
    for (const row of this.#rows.values()) yield v.parse(QueueTicket, JSON.parse(row));
  }

  atOnce(work: () => void): void {
    work();
  }

  save(ticket: QueueTicket): void {
    this.#note(ticket.id);
    this.#rows.set(ticket.id, JSON.stringify(ticket));
  }

  remove(id: string): void {
    this.#note(id);
    this.#rows.delete(id);
  }

  waits(): readonly Wait[] {
    return this.#waits;
  }

  addWait(wait: Wait): void {
    this.#waits = [...this.#waits, wait].slice(-MOST_WAITS);
  }

  #note(id: string): void {
    if (!this.#undo.has(id)) this.#undo.set(id, this.#rows.get(id));
  }

  /** What was written is on the disk. */
  flush(): void {
    this.#undo = new Map();
  }

  /** What was written since the last flush never was. */
  undo(): void {
    for (const [id, row] of this.#undo) {
      if (row === undefined) this.#rows.delete(id);
      else this.#rows.set(id, row);
    }
    this.flush();
  }
}
