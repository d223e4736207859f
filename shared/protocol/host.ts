/** What a private match's host asks for. docs/WIRE.md, "The host" */

import { BIT, isWithin, U32 } from "./ranges.ts";

/** The second integer of the message. */
export const HOST_ACT = {
  remove: 0,
  lock: 1,
  handOver: 2,
  exchange: 3,
  shuffle: 4,
  balance: 5,
  settings: 6,
} as const;

export type HostAct =
  /** The player of this seat must go; `bar`: and can't come back. */
  | { readonly act: "remove"; readonly seat: number; readonly bar: boolean }
  /** From now on no newcomer gets a seat, or again may. */
  | { readonly act: "lock"; readonly locked: boolean }
  /** The player of this seat is the host from now on. */
  | { readonly act: "handOver"; readonly seat: number }
  /** These two seats exchange those who sit there: a player, a bot, or none. */
  | { readonly act: "exchange"; readonly seat: number; readonly other: number }
  /** Deals the players out to the teams by chance. @see Random */
  | { readonly act: "shuffle"; readonly seed: number }
  /** Moves as few players as may be, so that teams differ by one player at most. */
  | { readonly act: "balance" }
  /**
   * The match begins anew with these: the watchers' delay in seconds, and the values of the settings that have a title,
   * in the game's order.
   */
  | { readonly act: "settings"; readonly delay: number; readonly values: readonly number[] };

/** What all players are told of the host: since edition 6. */
export interface HostNews {
  /** The host's seat; -1 while there is none. */
  readonly seat: number;
  readonly locked: boolean;
  /** How far behind the match its watchers are, in seconds. */
  readonly delay: number;
}

/** The greatest number of settings in one message. */
const MOST_SETTINGS = 64;

/** The message behind its type. */
export function hostInts(act: HostAct): number[] {
  switch (act.act) {
    case "remove":
      return [HOST_ACT.remove, act.seat, Number(act.bar)];
    case "lock":
      return [HOST_ACT.lock, Number(act.locked)];
    case "handOver":
      return [HOST_ACT.handOver, act.seat];
    case "exchange":
      return [HOST_ACT.exchange, act.seat, act.other];
    case "shuffle":
      return [HOST_ACT.shuffle, act.seed];
    case "balance":
      return [HOST_ACT.balance];
    case "settings":
      return [HOST_ACT.settings, act.delay, ...act.values];
  }
}

const isBit = (n: number): boolean => isWithin(BIT, n);

const isNatural = (n: number): boolean => isWithin(U32, n);

/** Reads the message behind its type. @returns undefined where it is of no known form */
export function readHostAct([act, ...args]: readonly number[]): HostAct | undefined {
  const [a, b] = args;
  const has = (count: number) => args.length === count && args.every(isNatural);
  switch (act) {
    case HOST_ACT.remove:
      return has(2) && isBit(b) ? { act: "remove", seat: a, bar: b === 1 } : undefined;
    case HOST_ACT.lock:
      return has(1) && isBit(a) ? { act: "lock", locked: a === 1 } : undefined;
    case HOST_ACT.handOver:
      return has(1) ? { act: "handOver", seat: a } : undefined;
    case HOST_ACT.exchange:
      return has(2) ? { act: "exchange", seat: a, other: b } : undefined;
    case HOST_ACT.shuffle:
      return has(1) ? { act: "shuffle", seed: a } : undefined;
    case HOST_ACT.balance:
      return has(0) ? { act: "balance" } : undefined;
    case HOST_ACT.settings:
      return args.length >= 1 && args.length <= MOST_SETTINGS + 1 && isNatural(a)
        ? { act: "settings", delay: a, values: args.slice(1) }
        : undefined;
    default:
      return undefined;
  }
}
