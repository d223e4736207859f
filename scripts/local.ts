/**
 * What a server on one's own machine has in place of an operator: a secret, and what follows from the address at which it
 * listens. A request decides none of it: a client chooses its Host header.
 */
import { randomBytes } from "node:crypto";
import { lookup } from "node:dns/promises";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { isLocal, isOwn } from "./network.ts";

/** Where wrangler and Vite look for a local server's variables. It is not in the repository, and never deployed. */
const FILE = ".dev.vars";

/** Stands before a secret that was made here. */
const MADE = "# Made for this machine and its local network: for a public address set one of your own.";

const variables = (): string => (existsSync(FILE) ? readFileSync(FILE, "utf8") : "");

/** Makes a secret of this checkout's own, once: player tokens and match codes hold across restarts. */
export function ensureSecret(): void {
  const text = variables();
  if (/^\s*TICKET_SECRET\s*=/m.test(text)) return;
  const start = text === "" || text.endsWith("\n") ? "" : "\n";
  appendFileSync(FILE, `${start}${MADE}\nTICKET_SECRET="${randomBytes(24).toString("hex")}"\n`, { mode: 0o600 });
}

/** Whether there is a secret that an operator has set. @param text of the variables' file */
export const hasOwnSecret = (text = variables()): boolean =>
  /^\s*TICKET_SECRET\s*=/m.test(text) && !text.includes(MADE);

/** Whether a server that listens here is reached from this machine alone. @param host a name or an address, without a port */
export const isLoopback = (host: string): boolean => host === "localhost" || isOwn(host);

/** Whether a server that listens here is reached by every address of this machine. */
export const isAny = (host: string): boolean => host === "0.0.0.0" || host === "::";

/** Whether all addresses of this name lead no further than a local network. */
export async function isLocalHost(host: string): Promise<boolean> {
  if (isLoopback(host)) return true;
  return (await lookup(host, { all: true })).every(({ address }) => isLocal(address));
}
