/**
 * Calls to the platform, made safe: any of them may throw, such as for a socket that has just gone. That is logged, and the caller
 * goes on.
 */
import { CLOSE, type CloseCode } from "#shared/protocol/index.ts";
import { log, wordsOf } from "../log.ts";
import { refused } from "../telling.ts";
import type { Port } from "./connection.ts";

/** The longest reason that a close frame holds, in bytes of UTF-8. */
const MOST_REASON = 123;

/**
 * Calls the platform; never throws.
 * @param what is called, for the log
 * @returns whether the call succeeded
 */
export function attempt(what: string, call: () => void): boolean {
  try {
    call();
    return true;
  } catch (error) {
    log.warn("platform_refused", { what, detail: wordsOf(error) });
    return false;
  }
}

/** As `attempt`, for a call that the platform answers later. Never rejects. */
export async function attemptLater(what: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    log.warn("platform_refused", { what, detail: wordsOf(error) });
  }
}

/** As much of a reason as a close frame holds, cut between two characters. */
export function closeReason(reason: string): string {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(MOST_REASON));
  return reason.slice(0, read);
}

/** Closes a socket of the runtime; one that is closed already stays as it is. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  attempt("close", () => socket.close(code, closeReason(reason)));
}

/** Codes for what a client has done, or not done: the monitor counts them. */
const LIMITS: ReadonlySet<CloseCode> = new Set([
  CLOSE.malformed,
  CLOSE.tooBig,
  CLOSE.text,
  CLOSE.tooMany,
  CLOSE.tooSlow,
  CLOSE.silent,
]);

/** A hibernating WebSocket of the runtime as a port. @param sent is told of each message's bytes */
export function portOf(socket: WebSocket, sent: (bytes: number) => void = () => {}): Port {
  let failed = false;
  return {
    send: (bytes) => {
      // Its reader lacks this message for good, so it is sent nothing more. If the close fails too, its silence ends it.
      if (failed || socket.readyState !== WebSocket.OPEN) return;
      failed = !attempt("send", () => socket.send(bytes));
      if (failed) closeSocket(socket, CLOSE.fault, "a message could not be sent to you");
      else sent(bytes.byteLength);
    },
    close(code: CloseCode, reason) {
      if (LIMITS.has(code)) refused("socket", CLOSE, code);
      closeSocket(socket, code, reason);
    },
    // Absent in some runtimes, though the types have it.
    buffered: (): number | undefined => socket.bufferedAmount,
  };
}

/** Whether a close frame may hold this code. RFC 6455, 7.4. */
const isSendable = (code: number): boolean =>
  (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);

/** The platform's code for a close frame without one. */
const NO_CODE = 1005;
const NORMAL = 1000;
const PROTOCOL_ERROR = 1002;

/** Answers a close, which the platform leaves to the object: with the code that came, where one may send it. */
export function finishClose(socket: WebSocket, code: number): void {
  closeSocket(socket, isSendable(code) ? code : code === NO_CODE ? NORMAL : PROTOCOL_ERROR, "");
}
