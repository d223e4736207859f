/** A hibernating WebSocket of the runtime, as the rooms see it. */
import type { Port } from "./match/connection.ts";

/** The runtime throws on a socket that has just gone; its close event follows. @param sent is told of each message's bytes */
export function portOf(socket: WebSocket, sent: (bytes: number) => void = () => {}): Port {
  return {
    send: (bytes) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(bytes);
      sent(bytes.byteLength);
    },
    close: (code, reason) => socket.close(code, reason),
    // Not there in every runtime, whatever the types say.
    buffered: (): number | undefined => socket.bufferedAmount,
  };
}

/** Finishes the handshake of a close, which is ours to finish; codes that only a browser may report are not for sending. */
export function finishClose(socket: WebSocket, code: number): void {
  socket.close(code >= 1000 && code !== 1005 && code !== 1006 && code !== 1015 ? code : 1000);
}
