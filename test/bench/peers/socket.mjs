/** A WebSocket of the `ws` package, with next to nothing around it: what both targets' raw clients are made of. */
import { WebSocket } from "ws";

/** @type {import("./socket.d.mts").openSocket} */
export function openSocket(url, protocols, onMessage) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { perMessageDeflate: false, skipUTF8Validation: true });
    const raw = {
      onClose: undefined,
      send: (message) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(message);
      },
      close: () => {
        raw.onClose = undefined;
        socket.close();
      },
    };
    socket.on("message", (data) => onMessage(data, raw));
    socket.once("open", () => resolve(raw));
    socket.on("error", reject);
    socket.once("close", (code) => raw.onClose?.(code));
  });
}
