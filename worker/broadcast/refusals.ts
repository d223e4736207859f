/**
 * How an object tells the Worker that it does not let a client in. The Worker tells the client and ends the connection soon: a
 * socket that the object had accepted would stay open until a silent client answers.
 */
import * as v from "valibot";
import { CLOSE, type CloseCode } from "#shared/protocol/index.ts";

/** Why a socket is not let in, or is closed. */
export interface SocketRefusal {
  readonly close: CloseCode;
  /** For players. */
  readonly reason: string;
}

export const TICKET_USED: SocketRefusal = { close: CLOSE.usedTicket, reason: "this ticket has been used" };

const Body = v.object({ close: v.picklist(Object.values(CLOSE)), reason: v.string() });

/** The object's answer in place of a socket. */
export const answerRefusal = ({ close, reason }: SocketRefusal): Response =>
  Response.json({ close, reason }, { status: 409 });

/** @throws {Error} it is no such answer */
export async function readRefusal(answer: Response): Promise<SocketRefusal> {
  if (answer.status !== 409) throw new Error(`an object answered ${answer.status}, and no socket`);
  return v.parse(Body, await answer.json());
}
