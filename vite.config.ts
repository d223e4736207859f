import { cloudflare } from "@cloudflare/vite-plugin";
import { defineConfig } from "vite";
import { codeFiles } from "./scripts/code-files.ts";
import { compress } from "./scripts/compress.ts";
import { ensureSecret } from "./scripts/local.ts";
import { phaserParts } from "./scripts/phaser.ts";

/** Where the local server keeps its objects' storage; the tests give each server a place of its own. */
const { SCRIM_STATE } = process.env;

export default defineConfig(({ command }) => {
  if (command === "serve") ensureSecret();
  return {
    plugins: [
      phaserParts(),
      codeFiles(),
      compress(),
      cloudflare(SCRIM_STATE === undefined ? {} : { persistState: { path: SCRIM_STATE } }),
    ],
    // Phaser is one large chunk, loaded when a match is opened.
    build: { chunkSizeWarningLimit: 1600 },
    // The server is one module; what it imports late still runs late.
    environments: { scrim: { build: { rolldownOptions: { output: { codeSplitting: false } } } } },
  };
});
