import { defineConfig } from "vite";
import { ensureSecret } from "./scripts/local.ts";
import { viteConfig } from "./scripts/vite.ts";

export default defineConfig(({ command, isPreview = false }) => {
  if (command === "serve") ensureSecret();
  return viteConfig({ dev: command === "serve" && !isPreview });
});
