/** Notices that wait to be sent: a client that does not read just now gets them once it does. */
import { encodeDown, OPERATORS_SINCE } from "#shared/protocol/index.ts";
import type { Connection } from "./connection.ts";

/** So many wait for one client; older ones go. */
const MOST = 8;

export class Notices {
  readonly #waiting = new Map<Connection, readonly Uint8Array[]>();

  /** For these connections, as far as their clients know of notices. @returns for how many */
  post(connections: Iterable<Connection>, kind: number, text: string): number {
    const notice = encodeDown({ type: "notice", kind, text });
    let count = 0;
    for (const connection of connections) {
      if (connection.arrival.edition < OPERATORS_SINCE) continue;
      const before = this.#waiting.get(connection) ?? [];
      this.#waiting.set(connection, [...before, notice].slice(-MOST));
      count += 1;
    }
    return count;
  }

  /** Adds them to the next flush of those who can read them now. @returns those connections */
  deliver(): readonly Connection[] {
    if (this.#waiting.size === 0) return [];
    const told: Connection[] = [];
    for (const [connection, notices] of this.#waiting) {
      const waits = connection.open && (connection.clogged || connection.needs !== "frames");
      if (waits) continue;
      this.#waiting.delete(connection);
      if (!connection.open) continue;
      for (const notice of notices) connection.tell(notice);
      told.push(connection);
    }
    return told;
  }
}
