/** Why a socket is closed, or not let in, after an operator's act. */
import { CLOSE } from "#shared/protocol/index.ts";
import type { SocketRefusal } from "#worker/broadcast/refusals.ts";
import type { Operator } from "./operator.ts";

export const KICKED: SocketRefusal = {
  close: CLOSE.kicked,
  reason: "the operator has removed you: you may come back",
};
export const BANNED: SocketRefusal = {
  close: CLOSE.banned,
  reason: "the operator has removed you: you can't come back into this match",
};
export const STOPPED: SocketRefusal = { close: CLOSE.stopped, reason: "the operator has ended this match" };

/** Why this player may not come in; undefined where no operator's act keeps them out. */
export function shutOut(operator: Operator, player: string): SocketRefusal | undefined {
  if (operator.hasEnded) return STOPPED;
  return operator.bars(player) ? BANNED : undefined;
}
