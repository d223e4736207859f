/** Whether the peer is there: it is installed on demand. */
import { existsSync } from "node:fs";

/** @throws {Error} it is not, with what to do */
export function requirePeer(): void {
  if (existsSync(new URL("./node_modules/", import.meta.url))) return;
  throw new Error("Colyseus is not installed: npm ci --prefix test/bench/peers");
}
