/**
 * How an object tells the Worker that it lets no socket in. The Worker says it to the client, and ends the connection at once:
 * a socket that the object has accepted would stay open until a silent client answers.
 */
import * as v from "valibot";
import { CLOSE, type CloseCode } from "#shared/protocol/index.ts";

/** Why a socket is not let in. */
export interface SocketRefusal {
  readonly close: CloseCode;
  /** For people. */
  readonly reason: string;
}

export const TICKET_USED: SocketRefusal = { close: CLOSE.usedTicket, reason: "this ticket has been used" };

const Body = v.object({ close: v.picklist(Object.values(CLOSE)), reason: v.string() });

/** What the object answers with in place of a socket. */
export const answerRefusal = ({ close, reason }: SocketRefusal): Response =>
  Response.json({ close, reason }, { status: 409 });

/** @throws {Error} it is no such answer */
export async function readRefusal(answer: Response): Promise<SocketRefusal> {
  if (answer.status !== 409) throw new Error(`an object answered ${answer.status}, and no socket`);
  return v.parse(Body, await answer.json());
}
