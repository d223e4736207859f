/** Messages up, from a client to a server. Each is one flat array of integers. */
import {
  type AnyGame,
  type InputColumn,
  isCommand,
  type Layout,
  MOST_ARGS,
  type RawCommand,
} from "#shared/sim/index.ts";
import { type HostAct, hostInts, readHostAct } from "./host.ts";
import { isWithin, SEEN, U32 } from "./ranges.ts";
import { pack, unpackManyInts } from "./wire.ts";

/** The greatest message that a server reads, in bytes. */
export const MAX_MESSAGE = 1024;

/** The most inputs in one message. */
export const MAX_INPUTS = 8;

/** The most commands in one message. */
export const MAX_COMMANDS = 8;

/** The longest round trip that a ping tells, in milliseconds. */
export const MAX_PING_RTT = 65_535;

/** A `tail` is not among the messages that `decodeUp` reads: a server reads it only when it has asked for it (tail.ts). */
export const UP = { input: 0, ping: 1, resync: 2, leave: 3, watchers: 4, tail: 5, commands: 6, host: 7 } as const;

/** The input of a seat from a tick on, until its next input. */
export interface Input {
  /** The tick that it is meant for. */
  readonly tick: number;
  /** How far behind this tick the others were shown when it was given, in 1/8 ticks, 0 to 255. */
  readonly seen: number;
  /** The input's columns, in the game's order. */
  readonly values: readonly number[];
}

/** A command as its player gives it. */
export interface GivenCommand extends RawCommand {
  /** The tick that it is meant for. */
  readonly tick: number;
  /** Its number among those of the seat's owner: each that follows has the next one, and 0 follows 65,535. */
  readonly seq: number;
}

export type UpMessage =
  | { readonly type: "input"; readonly inputs: readonly Input[] }
  /** In the order in which they were given. Since edition 6. */
  | { readonly type: "commands"; readonly commands: readonly GivenCommand[] }
  /**
   * `time` is the client's own clock in milliseconds, modulo 2^32; it comes back in the pong. `mark` is the newest mark
   * that the client has read on this socket, 0 before the first. `rtt` is the round trip that the client has measured, in
   * milliseconds, 0 to `MAX_PING_RTT`: left out before it has. Since edition 7; a server may show it to its operator, and does nothing else
   * with it.
   */
  | { readonly type: "ping"; readonly time: number; readonly mark: number; readonly rtt?: number }
  /** "I fell out of step at this tick": asks for a keyframe. */
  | { readonly type: "resync"; readonly tick: number }
  /** "I leave for good": the seat becomes free. */
  | { readonly type: "leave" }
  /** "So many watch through me": for relays only. */
  | { readonly type: "watchers"; readonly count: number }
  /** For the host of a private match only. Since edition 6. */
  | { readonly type: "host"; readonly act: HostAct };

export function encodeUp(message: UpMessage): Uint8Array {
  switch (message.type) {
    case "input":
      return pack([UP.input, ...message.inputs.flatMap(({ tick, seen, values }) => [tick, seen, ...values])]);
    case "commands":
      return pack([
        UP.commands,
        ...message.commands.flatMap(({ tick, seq, number, args }) => [tick, seq, number, ...args]),
      ]);
    case "ping":
      return pack([UP.ping, message.time, message.mark, ...(message.rtt === undefined ? [] : [message.rtt])]);
    case "resync":
      return pack([UP.resync, message.tick]);
    case "leave":
      return pack([UP.leave]);
    case "watchers":
      return pack([UP.watchers, message.count]);
    case "host":
      return pack([UP.host, ...hostInts(message.act)]);
  }
}

const known = new WeakMap<AnyGame, readonly InputColumn[]>();

/** A game's input columns in order; looked up for every message, so kept. */
function columnsOf(game: AnyGame): readonly InputColumn[] {
  const kept = known.get(game) ?? Object.values(game.input);
  known.set(game, kept);
  return kept;
}

const isTick = (n: number): boolean => isWithin(U32, n);

function decodeInputs(ints: readonly number[], { game }: Layout): UpMessage | undefined {
  const columns = columnsOf(game);
  const size = columns.length + 2;
  const count = (ints.length - 1) / size;
  if (!Number.isInteger(count) || count < 1 || count > MAX_INPUTS) return undefined;
  const inputs: Input[] = [];
  for (let at = 1; at < ints.length; at += size) {
    const [tick, seen] = [ints[at], ints[at + 1]];
    if (!isTick(tick) || !isWithin(SEEN, seen)) return undefined;
    const values = ints.slice(at + 2, at + size);
    for (let i = 0; i < values.length; i++) {
      if (!isWithin(columns[i], values[i])) return undefined;
    }
    inputs.push({ tick, seen, values });
  }
  return { type: "input", inputs };
}

const COMMAND_SIZE = 3 + MOST_ARGS;

function decodeCommands(ints: readonly number[], { game }: Layout): UpMessage | undefined {
  const count = (ints.length - 1) / COMMAND_SIZE;
  if (!Number.isInteger(count) || count < 1 || count > MAX_COMMANDS) return undefined;
  const commands: GivenCommand[] = [];
  for (let at = 1; at < ints.length; at += COMMAND_SIZE) {
    const [tick, seq, number, ...args] = ints.slice(at, at + COMMAND_SIZE);
    if (!isTick(tick) || !isTick(seq) || !isCommand(game, { number, args })) return undefined;
    commands.push({ tick, seq, number, args });
  }
  return { type: "commands", commands };
}

function decodePing(ints: readonly number[]): UpMessage | undefined {
  const [, time, mark, rtt] = ints;
  if (ints.length < 3 || ints.length > 4 || !isTick(time) || !isTick(mark)) return undefined;
  if (rtt === undefined) return { type: "ping", time, mark };
  return rtt >= 0 && rtt <= MAX_PING_RTT ? { type: "ping", time, mark, rtt } : undefined;
}

/** The most messages up that travel as one: an input, commands and a ping. */
const MOST_MESSAGES = 3;

/**
 * Reads all messages in one WebSocket message.
 * @returns undefined where the protocol does not allow the shape or a value of one of them
 */
export function decodeUp(bytes: Uint8Array, layout: Layout): UpMessage[] | undefined {
  const all = unpackManyInts(bytes);
  if (!all || all.length > MOST_MESSAGES) return undefined;
  const messages: UpMessage[] = [];
  for (const ints of all) {
    const message = decodeOne(ints, layout);
    if (!message) return undefined;
    messages.push(message);
  }
  return messages;
}

function decodeOne(ints: readonly number[], layout: Layout): UpMessage | undefined {
  switch (ints[0]) {
    case UP.input:
      return decodeInputs(ints, layout);
    case UP.commands:
      return decodeCommands(ints, layout);
    case UP.ping:
      return decodePing(ints);
    case UP.resync:
      return ints.length === 2 && isTick(ints[1]) ? { type: "resync", tick: ints[1] } : undefined;
    case UP.leave:
      return ints.length === 1 ? { type: "leave" } : undefined;
    case UP.watchers:
      return ints.length === 2 && isTick(ints[1]) ? { type: "watchers", count: ints[1] } : undefined;
    case UP.host: {
      const act = readHostAct(ints.slice(1));
      return act && { type: "host", act };
    }
    default:
      return undefined;
  }
}
