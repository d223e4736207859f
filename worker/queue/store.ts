/** Keeps a pool's tickets and the last waits as rows of the object's SQLite. */
import * as v from "valibot";
import { QueueTicket, type TicketStore } from "./ticket.ts";
import type { WaitStore } from "./wait-log.ts";
import { MOST_WAITS, type Wait } from "./waits.ts";

/** A row that another version of this code wrote in another form is dropped: its players join anew. */
const Row = v.object({ ticket: v.pipe(v.string(), v.parseJson(), QueueTicket) });

export class SqlTicketStore implements TicketStore, WaitStore {
  readonly #storage: Pick<DurableObjectStorage, "sql" | "transactionSync">;
  readonly #sql: SqlStorage;

  constructor(storage: Pick<DurableObjectStorage, "sql" | "transactionSync">) {
    const { sql } = storage;
    this.#storage = storage;
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS queue_tickets (id TEXT PRIMARY KEY, ticket TEXT NOT NULL) WITHOUT ROWID");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS queue_waits (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, seconds REAL NOT NULL)",
    );
  }

  atOnce(work: () => void): void {
    this.#storage.transactionSync(work);
  }

  *load(): Iterable<QueueTicket> {
    for (const row of this.#sql.exec("SELECT ticket FROM queue_tickets").toArray()) {
      const parsed = v.safeParse(Row, row);
      if (parsed.success) yield parsed.output.ticket;
    }
  }

  save(ticket: QueueTicket): void {
    this.#sql.exec("INSERT OR REPLACE INTO queue_tickets VALUES (?, ?)", ticket.id, JSON.stringify(ticket));
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM queue_tickets WHERE id = ?", id);
  }

  waits(): readonly Wait[] {
    return this.#sql.exec<{ at: number; seconds: number }>("SELECT at, seconds FROM queue_waits ORDER BY n").toArray();
  }

  addWait({ at, seconds }: Wait): void {
    const { n } = this.#sql
      .exec<{ n: number }>("INSERT INTO queue_waits (at, seconds) VALUES (?, ?) RETURNING n", at, seconds)
      .one();
    this.#sql.exec("DELETE FROM queue_waits WHERE n <= ?", n - MOST_WAITS);
  }
}
