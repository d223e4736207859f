/**
 * What a server on one's own machine has in place of an operator: a secret, and what follows from the address at which it
 * listens. A request decides none of it: a client chooses its Host header.
 */
import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** Where wrangler and Vite look for a local server's variables. It is not in the repository, and never deployed. */
const FILE = ".dev.vars";

/** Makes a secret of this checkout's own, once: player tokens and match codes hold across restarts. */
export function ensureSecret(): void {
  const text = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  if (/^\s*TICKET_SECRET\s*=/m.test(text)) return;
  const start = text === "" || text.endsWith("\n") ? "" : "\n";
  appendFileSync(FILE, `${start}TICKET_SECRET="${randomBytes(24).toString("hex")}"\n`, { mode: 0o600 });
}

const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "::1"];

/** Whether a server that listens here is reached from this machine alone. @param host a name or an address, without a port */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host);
