/** A way to a server that can be cut: one player's line breaks, and those of the others do not. */
import { connect, createServer, type Socket } from "node:net";

export interface BreakableLine {
  readonly url: string;
  /** Cuts all connections for so many milliseconds, as when a cable is pulled. */
  cut(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param url the server's, such as "http://127.0.0.1:8787" */
export async function breakableLine(url: string): Promise<BreakableLine> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;
  const proxy = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.pipe(other);
      // A cut connection is no fault of the test.
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("a proxy without a port");
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    async cut(ms) {
      isCut = true;
      drop();
      await new Promise((resolve) => setTimeout(resolve, ms));
      isCut = false;
    },
    async stop() {
      drop();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
