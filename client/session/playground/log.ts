/** What has gone over a connection, both ways: the newest messages, one by one. */
import type { Part } from "./parts.ts";
import type { Step } from "./world.ts";

/** A field of a message, and what its value means where a name says more. */
export interface LogField {
  readonly name: string;
  readonly value: string;
  readonly means?: string | undefined;
}

export interface LogEntry {
  /** Counted from the connection's beginning. */
  readonly n: number;
  /** Milliseconds since the socket was asked for. */
  readonly at: number;
  /** `page`: neither; something that this page has to say. */
  readonly way: "up" | "down" | "page";
  /** The message's name in docs/WIRE.md, such as "state frame". */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fields: readonly LogField[];
  /** What each of the bytes is. */
  readonly names?: readonly string[] | undefined;
  readonly step?: Step | undefined;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
}

/** Older entries are forgotten. */
export const MOST_ENTRIES = 1000;

export class MessageLog {
  #entries: LogEntry[] = [];
  #count = 0;
  /** What is shown while it is paused. */
  #held: readonly LogEntry[] | undefined;
  readonly #hidden = new Set<string>();
  /** Which names there have been. */
  readonly #names = new Map<string, number>();

  add(entry: Omit<LogEntry, "n">): LogEntry {
    const numbered = { ...entry, n: this.#count };
    this.#count += 1;
    this.#names.set(entry.name, (this.#names.get(entry.name) ?? 0) + 1);
    this.#entries.push(numbered);
    // Cut now and then, not at each message.
    if (this.#entries.length >= 2 * MOST_ENTRIES) this.#entries = this.#entries.slice(-MOST_ENTRIES);
    return numbered;
  }

  /** How many messages there have been by name, since the log was cleared. */
  get names(): ReadonlyMap<string, number> {
    return this.#names;
  }

  isHidden(name: string): boolean {
    return this.#hidden.has(name);
  }

  /** Shows entries of this name, or leaves them out. */
  toggle(name: string): void {
    if (!this.#hidden.delete(name)) this.#hidden.add(name);
  }

  get paused(): boolean {
    return this.#held !== undefined;
  }

  /** The view stands still; messages go on. */
  pause(paused: boolean): void {
    this.#held = paused ? [...this.#newest] : undefined;
  }

  clear(): void {
    this.#entries = [];
    this.#names.clear();
    if (this.#held) this.#held = [];
  }

  get #newest(): readonly LogEntry[] {
    return this.#entries.slice(-MOST_ENTRIES);
  }

  /** What is shown, the newest first. */
  get shown(): readonly LogEntry[] {
    return (this.#held ?? this.#newest).filter(({ name }) => !this.#hidden.has(name)).reverse();
  }

  /** How many have come since it was paused. */
  get waiting(): number {
    return this.#held === undefined ? 0 : this.#count - 1 - (this.#held.at(-1)?.n ?? -1);
  }
}

/** What is shown as JSON, the oldest first. */
export const logJson = (entries: readonly LogEntry[]): string =>
  JSON.stringify(
    [...entries].reverse().map(({ at, way, name, bytes, fields, step, problem }) => ({
      ...{ at: Math.round(at), way, name, size: bytes.length },
      bytes: [...bytes],
      fields: Object.fromEntries(fields.map((field) => [field.name, field.value])),
      ...(step && { tick: step.tick, changes: step.changes, more: step.more, hash: step.hash }),
      ...(problem !== undefined && { problem }),
    })),
    undefined,
    1,
  );

/** What a part is called in its message. */
export const nameOfPart = (names: readonly string[], { index }: Part): string | undefined =>
  index === undefined ? undefined : (names[index] ?? names.at(-1));
