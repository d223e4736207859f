/** `npm start`: builds the game and serves it on one local address, in the runtime that it is deployed to. */
import { createBuilder, preview } from "vite";

// The local runtime would otherwise ask the internet where on earth it is.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";

const builder = await createBuilder({ logLevel: "warn" });
await builder.buildApp();
const server = await preview({
  logLevel: "warn",
  preview: { port: Number(process.env.PORT ?? 5173), host: process.env.HOST ?? "localhost" },
});
console.log(`\n  Scrim is at ${server.resolvedUrls?.local[0] ?? "an unknown address"}   (Ctrl+C ends it)\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void server.close().finally(() => process.exit(0));
  });
}
