/** `npm start`: builds the game and serves it on one local address, in the runtime that it is deployed to. */
import { appendFileSync } from "node:fs";
import { createBuilder, preview } from "vite";
import { ensureSecret, isLoopback } from "./local.ts";

// The local runtime would otherwise ask the internet where on earth it is.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";

// It shows storage, and lets any client of this address read and change it.
process.env.X_LOCAL_EXPLORER = "false";

const host = process.env.HOST ?? "localhost";
ensureSecret();
const builder = await createBuilder({ logLevel: "warn" });
await builder.buildApp();
// The build has brought the variables of this checkout here, for the preview alone.
if (isLoopback(host)) appendFileSync("dist/scrim/.dev.vars", '\nLOOPBACK_ONLY="1"\n');
const server = await preview({
  logLevel: "warn",
  preview: { port: Number(process.env.PORT ?? 5173), host },
});
console.log(`\n  Scrim is at ${server.resolvedUrls?.local[0] ?? "an unknown address"}   (Ctrl+C ends it)\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void server.close().finally(() => process.exit(0));
  });
}
