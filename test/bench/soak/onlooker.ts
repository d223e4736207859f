/**
 * One who watches by a socket by hand, comes back as a page does, and counts what it is sent: so cheap that thousands
 * fit beside the servers. It steps nothing.
 */
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { newcomer } from "#client/bots/crowd.ts";
import type { Api } from "#client/net/api.ts";
import { games } from "#shared/games/index.ts";
import {
  decodeDown,
  encodeUp,
  PROTOCOL,
  RULES_PREFIX,
  ruleName,
  type Since,
  subprotocolOf,
  TICKET_PREFIX,
  writeSince,
} from "#shared/protocol/index.ts";
import { markBehind } from "./marks.ts";
import { frameOf, masked, OPCODE, upgrade } from "./raw-reader.ts";

/** As often as a page that watches says what it has, in milliseconds. */
const PING_MS = 3000;
/** As client/net/socket.ts waits before it tries again, in milliseconds. */
const WAIT = { least: 300, more: 700, grow: 1.5, most: 8000 } as const;

const RULES = RULES_PREFIX + [...games.values()].map(ruleName).join(".");

export interface OnlookerOptions {
  readonly url: string;
  readonly code: string;
  /** Is told of each message that leads to another tick, once it has been counted. */
  readonly told?: (onlooker: Onlooker) => void;
  /** What is sent is counted and not decoded. */
  readonly count?: boolean;
}

export class Onlooker {
  /** What came, without the WebSocket's own framing. */
  bytes = 0;
  messages = 0;
  /** Keyframes: one to begin with, and each that was needed later. */
  keyframes = 0;
  /** Ticks that were left out between what was known and a keyframe. */
  skipped = 0;
  /** Ticks that were known already, and were gone through once more. */
  repeated = 0;
  /** How often its socket was lost. */
  lost = 0;
  open = false;
  /** When it was sent something new for the first time after its socket was lost, as `performance.now`. */
  backAt: number | undefined;
  /** The socket was lost, and nothing new has come since. */
  #cut = false;
  readonly #options: OnlookerOptions;
  readonly #api: Api;
  readonly #pings: NodeJS.Timeout;
  #generation = 0;
  #tick = -1;
  #mark = 0;
  #socket: Socket | undefined;
  #pending: Buffer = Buffer.alloc(0);
  #left = false;
  #wait = WAIT.least + Math.random() * WAIT.more;

  constructor(options: OnlookerOptions) {
    this.#options = options;
    this.#api = newcomer(options.url, "arena");
    this.#pings = setInterval(() => this.#ping(), PING_MS);
  }

  /** The newest tick that it has; -1 before the first, and where it only counts. */
  get tick(): number {
    return this.#tick;
  }

  /** Comes in. @throws {Error} it is not let in */
  async enter(): Promise<void> {
    const { url, code } = this.#options;
    const { ticket } = await this.#api.watch(code);
    const since: Since | undefined = this.#tick < 0 ? undefined : { generation: this.#generation, tick: this.#tick };
    const { socket, rest } = await upgrade(url, code, [
      subprotocolOf(PROTOCOL),
      TICKET_PREFIX + ticket,
      RULES,
      ...(since ? [writeSince(since)] : []),
    ]);
    this.#socket = socket;
    this.open = true;
    this.#mark = 0;
    this.#wait = WAIT.least + Math.random() * WAIT.more;
    this.#pending = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("close", () => this.#closed(socket));
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#read(rest);
  }

  #closed(socket: Socket): void {
    if (this.#socket !== socket || this.#left) return;
    this.#socket = undefined;
    this.open = false;
    this.lost += 1;
    this.#cut = true;
    void this.#again();
  }

  /** Tries until it is in, or leaves. */
  async #again(): Promise<void> {
    while (!this.#left && !this.open) {
      await sleep(this.#wait);
      this.#wait = Math.min(WAIT.most, this.#wait * WAIT.grow);
      // Not let in: the server is not there yet, and the next try tells more.
      if (!this.#left) await this.enter().catch(() => {});
    }
  }

  #read(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (let frame = frameOf(this.#pending); frame; frame = frameOf(this.#pending)) {
      this.#pending = frame.rest;
      if (frame.opcode === OPCODE.close) this.#socket?.destroy();
      if (frame.opcode !== OPCODE.binary) continue;
      this.messages += 1;
      this.bytes += frame.payload.length;
      this.#mark = markBehind(frame.payload, this.#mark);
      if (!this.#options.count) this.#follow(frame.payload);
    }
  }

  #follow(payload: Uint8Array): void {
    const before = this.#tick;
    for (const message of decodeDown(payload)) {
      if (message.type === "welcome") this.#generation = message.generation;
      if (message.type === "frame") this.#tick += message.ticks;
      if (message.type !== "keyframe") continue;
      this.keyframes += 1;
      if (before >= 0) this.skipped += Math.max(0, message.tick - before - 1);
      this.#tick = message.tick;
    }
    if (before >= 0) this.repeated += Math.max(0, before - this.#tick);
    if (this.#cut && this.#tick > before) {
      this.backAt = performance.now();
      this.#cut = false;
    }
    if (this.#tick !== before) this.#options.told?.(this);
  }

  /** Says that it is there, and what it has read. */
  #ping(): void {
    if (!this.#socket?.writable) return;
    this.#socket.write(masked(encodeUp({ type: "ping", time: Math.round(performance.now()), mark: this.#mark })));
  }

  /** Loses its line, and comes back. */
  drop(): void {
    this.#socket?.destroy();
  }

  leave(): void {
    this.#left = true;
    clearInterval(this.#pings);
    this.#socket?.destroy();
  }
}

/** Lets all of them in, so many at a time. @throws {Error} one is not let in */
export async function enterAll(onlookers: readonly Onlooker[], atATime: number): Promise<void> {
  const waiting = [...onlookers];
  const doorman = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next.enter();
  };
  await Promise.all(Array.from({ length: atATime }, doorman));
}
