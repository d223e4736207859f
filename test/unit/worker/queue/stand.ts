/** A queue with a disk that outlives it, and lines that do not. */
import { Lines } from "#worker/queue/lines.ts";
import { type Entered, Queue } from "#worker/queue/queue.ts";
import type { QueueMember, QueueTicket } from "#worker/queue/ticket.ts";

export const member = (player: string): QueueMember => ({ player, name: player, rtt: {} });

export class Stand {
  /** What is on disk. */
  readonly rows = new Map<string, QueueTicket>();
  now: number;
  queue: Queue;
  lines = new Lines<object>();
  #ids = 0;

  constructor(now: number) {
    this.now = now;
    this.queue = this.#open();
  }

  #open(): Queue {
    const store = {
      atOnce: (work: () => void) => work(),
      load: () => structuredClone([...this.rows.values()]),
      save: (ticket: QueueTicket) => void this.rows.set(ticket.id, structuredClone(ticket)),
      remove: (id: string) => void this.rows.delete(id),
    };
    const { lines } = this;
    const isHere = (player: string) => lines.of(player) !== undefined;
    return new Queue({ store, newId: () => `t${++this.#ids}`, isHere }, this.now);
  }

  /** A player opens a line and joins. */
  join(player: string, line: object = {}): Entered {
    this.lines.attach(player, line);
    return this.queue.enter(member(player), this.now);
  }

  party(code: string, players: readonly string[]): boolean {
    return this.queue.enterParty(players.map(member), { party: code }, this.now);
  }

  lose(player: string): void {
    const line = this.lines.of(player);
    if (line === undefined || this.lines.detach(line) === undefined) return;
    this.queue.lost(player, this.now);
  }

  /** The match is made, and keeps a seat for each who is wanted there. */
  admit(proposal: string, code = "CODE"): readonly QueueTicket[] {
    const seats = this.queue.wanted(proposal).map(({ player, name }, seat) => ({ player, name, seat, at: this.now }));
    return this.queue.admit(proposal, { code, seats }, this.now);
  }

  /** The process ends without a word, and another one begins on the same disk. */
  kill(): void {
    this.lines = new Lines();
    this.queue = this.#open();
  }
}
