/**
 * All that a client sends: inputs, several in one message; commands; pings, which return the server's marks; requests
 * for a keyframe.
 */
import {
  encodeUp,
  type GivenCommand,
  type HostAct,
  type Input,
  join,
  MAX_COMMANDS,
  MAX_INPUTS,
  MAX_PING_RTT,
  type UpMessage,
} from "#shared/protocol/index.ts";
import { pingTime } from "./timeline/ping-time.ts";

/**
 * While frames come in, a ping this often, and more often until the way is known; while the match sleeps, seldom, for
 * each ping wakes it. Milliseconds.
 */
const PING_MS = 2000;
/**
 * A spectator is not in time with the match, and is one of many: they return only marks, well before the server
 * doubts it (`ACK_MS` in worker/broadcast/ack-window.ts). Milliseconds.
 */
const WATCHING_PING_MS = 3000;
const FIRST_PINGS = { count: 6, ms: 250 };
const PING_ASLEEP_MS = 15_000;
/** In quiet time a player's client only asks whether the link still holds; nothing that wakes the match. Milliseconds. */
const QUIET_PING_MS = 20_000;
const QUIET = new Uint8Array();
/** A ping that is nearly due goes with an input: a message less. Milliseconds. */
const EARLY_PING_MS = 1750;
/** Frames come twice a second at least, or the match is asleep. Milliseconds. */
export const ASLEEP_MS = 1500;
/** The least time between two messages with inputs, in milliseconds: at 60 ticks a second one carries two of them. */
const INPUT_MS = 1000 / 30 - 2;

/** With more inputs than this, commands go in a message of their own. */
const TOGETHER = MAX_INPUTS / 2;

export interface PingState {
  /** When the last frame came. */
  readonly frameAt: number;
  readonly spectates: boolean;
  /** Nothing happens by itself for a while: the match is asleep, or soon will be. */
  readonly isQuiet?: boolean;
}

export class Outbox {
  readonly #send: (bytes: Uint8Array, inputs: readonly Input[], now: number) => void;
  readonly #rtt: () => number;
  #pingAt = 0;
  #pings = 0;
  /** The newest mark that has been read on this socket, 0 before the first. */
  #mark = 0;
  /** The mark that the last ping has returned. */
  #returned = 0;
  /** Inputs that wait for their message. */
  #inputs: Input[] = [];
  #inputAt = Number.NEGATIVE_INFINITY;

  /**
   * @param send takes a message, and the inputs in it
   * @param rtt the round trip as it is known, in milliseconds; 0 where it is not
   */
  constructor(send: (bytes: Uint8Array, inputs: readonly Input[], now: number) => void, rtt: () => number = () => 0) {
    this.#send = send;
    this.#rtt = rtt;
  }

  /** Another socket is open, which has brought no mark. */
  connected(): void {
    this.#mark = this.#returned = 0;
  }

  /** The socket is lost: inputs that wait are too late. */
  disconnected(): void {
    this.#inputs = [];
  }

  /** The way to the server is not known, or not known any more: the next pings follow each other faster. */
  relearn(): void {
    this.#pings = 0;
  }

  /** The next `ping` sends one, whenever the last one was. */
  hurryPing(): void {
    this.#pingAt = Number.NEGATIVE_INFINITY;
  }

  /** The server has sent this mark: the next ping returns it. */
  marked(mark: number): void {
    this.#mark = mark;
  }

  /**
   * Sends these inputs, with those that wait, as soon as another message may go; and commands with them.
   * @param commands takes so many of those that have not been sent over this link
   * @returns whether a ping has gone with them
   */
  push(inputs: readonly Input[], now: number, commands: (most: number) => readonly GivenCommand[] = () => []): boolean {
    this.#inputs.push(...inputs);
    if (now - this.#inputAt < INPUT_MS) return false;
    const given = commands(MAX_COMMANDS);
    if (this.#inputs.length === 0 && given.length === 0) return false;
    this.#inputAt = now;
    const sealed = this.#inputs.splice(0).slice(-MAX_INPUTS);
    const said: UpMessage[] = [];
    if (sealed.length > 0) said.push({ type: "input", inputs: sealed });
    if (given.length > 0) said.push({ type: "commands", commands: given });
    // Many inputs may be as many bytes as a message takes: what else there is then goes by itself.
    if (sealed.length > TOGETHER && given.length > 0) this.#post(said.splice(0, 1), now);
    const fits = sealed.length < MAX_INPUTS || given.length > 0;
    const pings = fits && this.#pings >= FIRST_PINGS.count && now - this.#pingAt >= EARLY_PING_MS;
    this.#post(pings ? [...said, this.#nextPing(now)] : said, now);
    return pings;
  }

  #nextPing(now: number): UpMessage {
    this.#pings += 1;
    this.#pingAt = now;
    this.#returned = this.#mark;
    const rtt = Math.min(MAX_PING_RTT, Math.ceil(this.#rtt()));
    return { type: "ping", time: pingTime(now), mark: this.#mark, ...(rtt > 0 && { rtt }) };
  }

  /** Sends a ping when one is due. @returns whether it has */
  ping(now: number, { frameAt, spectates, isQuiet = false }: PingState): boolean {
    if (isQuiet && !spectates && this.#pings >= FIRST_PINGS.count) return this.#pingQuietly(now, frameAt);
    const asleep = now - frameAt > ASLEEP_MS;
    // When the frames have ceased, one ping at once: is the match asleep, or the link dead? Earlier answers do not say.
    const ceased = asleep && this.#pingAt <= frameAt + ASLEEP_MS;
    const usualMs = spectates ? WATCHING_PING_MS : PING_MS;
    const awakeMs = this.#pings < FIRST_PINGS.count ? FIRST_PINGS.ms : usualMs;
    // A match with a player in it does not sleep: where its frames cease, its server stands still, or is gone.
    const wait = asleep && spectates ? PING_ASLEEP_MS : awakeMs;
    if (!ceased && now - this.#pingAt <= wait) return false;
    this.#post([this.#nextPing(now)], now);
    return true;
  }

  #pingQuietly(now: number, frameAt: number): boolean {
    // The match that has just sent a mark is still awake.
    const isOwed = this.#mark !== this.#returned;
    const ceased = now - frameAt > ASLEEP_MS && this.#pingAt <= frameAt + ASLEEP_MS;
    if (!isOwed && !ceased && now - this.#pingAt <= QUIET_PING_MS) return false;
    if (isOwed) this.#post([this.#nextPing(now)], now);
    else this.#send(QUIET, [], now);
    this.#pingAt = now;
    return true;
  }

  /** Asks for a keyframe. @param latest the newest tick that has been read */
  resync(latest: number, now: number): void {
    this.#post([{ type: "resync", tick: Math.max(0, latest) }], now);
  }

  /** Gives the match back what it has lost. @param tail the whole message */
  tail(tail: Uint8Array, now: number): void {
    this.#send(tail, [], now);
  }

  /** Asks for what only the host may. */
  host(act: HostAct, now: number): void {
    this.#post([{ type: "host", act }], now);
  }

  /** Says that the player goes for good. */
  leave(now: number): void {
    this.#post([{ type: "leave" }], now);
  }

  #post(messages: readonly UpMessage[], now: number): void {
    const inputs = messages.flatMap((message) => (message.type === "input" ? message.inputs : []));
    this.#send(join(messages.map(encodeUp)), inputs, now);
  }
}
