/** `npm start`: builds the game and serves it to this machine, or to its local network, in the runtime that it is deployed to. */
import { appendFileSync } from "node:fs";
import type { Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { renderUnicodeCompact } from "uqr";
import type { PreviewServer } from "vite";
import { ensureSecret, hasOwnSecret, isAny, isLocalHost, isLoopback } from "./local.ts";
import { anyAddress, isLocal, lanAddresses, originAt } from "./network.ts";
import { tryPort } from "./port.ts";
import { runCommand, UsageError, wholeIn } from "./usage.ts";

const USAGE = `npm start

Builds, then serves on one local address, until Ctrl+C.

  --host  on the local network too, for friends' phones: npm start -- --host

The environment says where:

  PORT  1 to 65535          5173
  HOST  a name or address   localhost

Such as: PORT=8080 npm start`;

/** Where it listens: `shared` = on all networks of this machine, but for those that are not local. */
interface Place {
  readonly port: number;
  readonly host: string;
  readonly shared: boolean;
}

/** @throws {UsageError} the address is public, and there is no secret for it */
async function placeOf(shares: boolean): Promise<Place> {
  const port = wholeIn("PORT", process.env.PORT || "5173", { min: 1, max: 65_535 });
  const host = process.env.HOST || (shares ? anyAddress(networkInterfaces()) : "localhost");
  await tryPort(port, host);
  const shared = isAny(host);
  if (!shared && !hasOwnSecret() && !(await isLocalHost(host))) {
    throw new UsageError(
      `HOST=${host} is public, and there is no secret of your own: put TICKET_SECRET="32 characters or more" into .dev.vars, or deploy (docs/OPERATIONS.md)`,
    );
  }
  return { port, host, shared };
}

/** Variables of the local server, which follow from where it listens. */
function variablesFor({ port, host, shared }: Place): string {
  if (isLoopback(host)) return 'LOOPBACK_ONLY="1"';
  const address = shared ? lanAddresses(networkInterfaces(), host)[0] : host;
  return address === undefined ? "" : `LAN_ORIGIN="${originAt(address, port)}"`;
}

/** Ends connections of other networks: with a secret that was made here, a server is for this one. */
function keepLocal(server: PreviewServer): void {
  let told = false;
  server.httpServer.on("connection", (socket: Socket) => {
    const { localAddress = "", remoteAddress = "" } = socket;
    if (isLocal(localAddress) && isLocal(remoteAddress)) return;
    socket.destroy();
    if (!told) console.warn(`  A client at ${remoteAddress} is not of your local network, and was not answered.`);
    told = true;
  });
}

/** Says where the server is, and shows it to a phone's camera. */
function tell(server: PreviewServer, { port, host, shared }: Place): void {
  console.log(`\n  Scrim is at ${server.resolvedUrls?.local[0] ?? originAt(host, port)}   (Ctrl+C ends it)\n`);
  if (!shared) {
    if (isLoopback(host)) console.log("  For friends' phones on your network: npm start -- --host\n");
    return;
  }
  const origins = lanAddresses(networkInterfaces(), host).map((address) => originAt(address, port));
  if (origins.length === 0) {
    console.log("  This machine is on no local network: no other device can open it.\n");
    return;
  }
  console.log(`  On your network: ${origins.join(", ")}\n`);
  console.log(renderUnicodeCompact(origins[0], { border: 2 }).replace(/^/gm, "  "));
}

async function start({ host: shares = false }: { readonly host?: boolean | undefined }): Promise<number> {
  const place = await placeOf(shares);
  const { port, host, shared } = place;
  // The local runtime would otherwise ask the internet where on earth it is.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
  // It shows storage, and lets any client of this address read and change it.
  process.env.X_LOCAL_EXPLORER = "false";
  ensureSecret();
  // They take two seconds to load: a port that is taken is said before.
  const [{ createBuilder, preview }, { viteConfig }] = await Promise.all([import("vite"), import("./vite.ts")]);
  const quiet = { configFile: false, logLevel: "warn" } as const;
  const builder = await createBuilder({ ...viteConfig(), ...quiet });
  await builder.buildApp();
  // The build has brought the variables of this checkout here, for the preview alone.
  appendFileSync("dist/scrim/.dev.vars", `\n${variablesFor(place)}\n`);
  // On the port that was asked for, or not at all: two servers on one storage would spoil it.
  // No `Vary: Origin` of Vite's own: a file that a page has fetched ahead would then be asked for again by its import.
  const server = await preview({ ...viteConfig(), ...quiet, preview: { port, host, strictPort: true, cors: false } });
  if (shared && !hasOwnSecret()) keepLocal(server);
  tell(server, place);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void server.close().finally(() => process.exit(0));
    });
  }
  return 0;
}

await runCommand({ usage: USAGE, options: { host: { type: "boolean" } } }, start);
