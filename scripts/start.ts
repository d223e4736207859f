/** `npm start`: builds the game and serves it on one local address, in the runtime that it is deployed to. */
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createServer } from "node:net";
import { createBuilder, preview } from "vite";
import { ensureSecret, isLoopback } from "./local.ts";
import { runCommand, UsageError, wholeIn } from "./usage.ts";

const USAGE = `npm start

Builds, then serves on one local address, until Ctrl+C. The environment says where:

  PORT  1 to 65535          5173
  HOST  a name or address   localhost

Such as: PORT=8080 npm start`;

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

/** Tries the port before anything is built. @throws {UsageError} it cannot be had */
async function tryPort(port: number, host: string): Promise<void> {
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

async function start(): Promise<number> {
  const port = wholeIn("PORT", process.env.PORT || "5173", { min: 1, max: 65_535 });
  const host = process.env.HOST || "localhost";
  await tryPort(port, host);
  // The local runtime would otherwise ask the internet where on earth it is.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
  // It shows storage, and lets any client of this address read and change it.
  process.env.X_LOCAL_EXPLORER = "false";
  ensureSecret();
  const builder = await createBuilder({ logLevel: "warn" });
  await builder.buildApp();
  // The build has brought the variables of this checkout here, for the preview alone.
  if (isLoopback(host)) appendFileSync("dist/scrim/.dev.vars", '\nLOOPBACK_ONLY="1"\n');
  // On the port that was asked for, or not at all: two servers on one storage would spoil it.
  // No `Vary: Origin` of Vite's own: a file that a page has fetched ahead would then be asked for again by its import.
  const server = await preview({ logLevel: "warn", preview: { port, host, strictPort: true, cors: false } });
  console.log(`\n  Scrim is at ${server.resolvedUrls?.local[0] ?? "an unknown address"}   (Ctrl+C ends it)\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void server.close().finally(() => process.exit(0));
    });
  }
  return 0;
}

await runCommand({ usage: USAGE, options: {} }, start);
