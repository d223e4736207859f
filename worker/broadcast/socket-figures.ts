/** What one socket does, for an operator who looks at its match: rates are of the last ten seconds. Knows no clock. */
import { ALLOWED } from "#shared/protocol/index.ts";
import { SlidingWindow } from "../sliding-window.ts";

/** Over so many seconds. */
export const RATES_S = 10;

const FIELD = { messages: 0, bytes: 1, inputs: 2, lateInputs: 3 } as const;

export interface SocketRates {
  readonly messagesPerS: number;
  readonly bytesPerS: number;
  /** How much of what it may send it does send, 0 to 1 and beyond. */
  readonly allowance: number;
  /** The share of its inputs that came after their tick. */
  readonly lateInputs: number;
}

const tenths = (n: number): number => Math.round(n * 10) / 10;

export class SocketFigures {
  readonly #window = new SlidingWindow(Object.keys(FIELD).length, RATES_S);
  /** When the first message came. */
  #from: number | undefined;
  /** The round trip that the client has told last, in milliseconds. */
  rtt: number | undefined;
  /** What the last pong has told of how early its inputs were, in milliseconds. */
  slack: number | undefined;
  /** Messages without effect so far. */
  refused = 0;

  /** A message has come, and counts against what the socket may send. */
  heard(now: number, bytes: number): void {
    this.#from ??= now;
    this.#window.add(now, FIELD.messages, 1);
    this.#window.add(now, FIELD.bytes, bytes);
  }

  /** An input of its player has come. */
  input(now: number, isLate: boolean): void {
    this.#window.add(now, FIELD.inputs, 1);
    if (isLate) this.#window.add(now, FIELD.lateInputs, 1);
  }

  rates(now: number): SocketRates {
    const sum = (field: number) => this.#window.sum(now, field, RATES_S);
    // Of the second that goes on only a part is over; and a socket that is new has not had ten.
    const kept = RATES_S - 1 + (now % 1000) / 1000;
    const seconds = Math.max(1, Math.min(kept, (now - (this.#from ?? now)) / 1000));
    const [messages, bytes] = [sum(FIELD.messages) / seconds, sum(FIELD.bytes) / seconds];
    const inputs = sum(FIELD.inputs);
    return {
      messagesPerS: tenths(messages),
      bytesPerS: Math.round(bytes),
      allowance: Math.max(messages / ALLOWED.messages, bytes / ALLOWED.bytes),
      lateInputs: inputs === 0 ? 0 : sum(FIELD.lateInputs) / inputs,
    };
  }
}
