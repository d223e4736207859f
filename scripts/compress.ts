/** `npm start` compresses what it serves, by Brotli or gzip, as Cloudflare does in front of what is deployed. */
import compression from "compression";
import type { Plugin } from "vite";

/** To be named before the plugin that answers requests. */
export const compress = (): Plugin => ({
  name: "scrim:compress",
  configurePreviewServer(server) {
    server.middlewares.use(compression());
  },
});
