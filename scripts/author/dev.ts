/** `scrim dev`: serves an author's game on this machine, and shows what the author changes. */
import { createServer } from "vite";
import { ensureSecret } from "../local.ts";
import { tryPort } from "../port.ts";
import { runCommand, wholeIn } from "../usage.ts";
import { viteConfig } from "../vite.ts";

const USAGE = `scrim dev

Serves the game on this machine, until Ctrl+C; what you change shows at once. The environment says where:

  PORT  1 to 65535  5173`;

await runCommand({ usage: USAGE, options: {} }, async () => {
  const port = wholeIn("PORT", process.env.PORT || "5173", { min: 1, max: 65_535 });
  await tryPort(port, "localhost");
  // The local runtime would otherwise ask the internet where on earth it is.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
  ensureSecret();
  const config = viteConfig({ dev: true });
  const server = await createServer({ ...config, server: { ...config.server, port, strictPort: true } });
  await server.listen();
  server.printUrls();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.close().finally(() => process.exit(0)));
  }
  return 0;
});
