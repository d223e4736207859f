/** Whether a server can listen where it was asked to, and if not, why. */
import { once } from "node:events";
import { createServer } from "node:net";
import { UsageError } from "./usage.ts";

/** What keeps a port from being listened on, and what to do. */
const TROUBLES: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `port ${port} of ${host} is taken: end what listens there, or choose another, such as PORT=${port === 65535 ? port - 1 : port + 1} npm start`,
  EACCES: (port) =>
    `port ${port} needs more rights than you have: choose one from 1024 up, such as PORT=8080 npm start`,
  EADDRNOTAVAIL: (_, host) => `HOST=${host} is no address of this machine`,
  ENOTFOUND: (_, host) => `HOST=${host} is no address that this machine knows`,
  EAI_AGAIN: (_, host) => `HOST=${host} is no address that this machine knows`,
};

/**
 * Tries the port before anything is built.
 *
 * @throws {UsageError} it cannot be had
 */
export async function tryPort(port: number, host: string): Promise<void> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, "listening");
  } catch (error) {
    const trouble = error instanceof Error && "code" in error ? TROUBLES[String(error.code)] : undefined;
    throw trouble === undefined ? error : new UsageError(trouble(port, host));
  }
  probe.close();
  await once(probe, "close");
}
