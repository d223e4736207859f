/** How the client and the Worker are built, of this tree's games or of an author's. */
import { join } from "node:path";
import { cloudflare } from "@cloudflare/vite-plugin";
import type { InlineConfig } from "vite";
import { authorGames } from "./author/games.ts";
import { PACKAGE, type Project, projectAt } from "./author/project.ts";
import { publicFiles } from "./author/public.ts";
import { workerOf } from "./author/worker.ts";
import { codeFiles } from "./code-files.ts";
import { compress } from "./compress.ts";
import { phaserParts } from "./phaser.ts";

/** What differs where the game is in a repository of its own: Vite's root is this package, all that it makes is the author's. */
const placesOf = (project: Project): InlineConfig => ({
  configFile: false,
  root: PACKAGE,
  publicDir: publicFiles(project),
  cacheDir: join(project.folder, "node_modules/.vite"),
});

/** @throws {UsageError} this folder is no game's */
export function viteConfig(project = projectAt()): InlineConfig {
  /** Where the local server keeps its objects' storage; the tests give each server a place of its own. */
  const state = process.env.SCRIM_STATE ?? (project && join(project.folder, ".wrangler/state"));
  return {
    ...(project && placesOf(project)),
    plugins: [
      ...(project ? [authorGames(project)] : []),
      phaserParts(),
      codeFiles(project),
      compress(),
      cloudflare({
        viteEnvironment: { name: "scrim" },
        ...(project && workerOf(project)),
        ...(state !== undefined && { persistState: { path: state } }),
      }),
    ],
    build: {
      ...(project && { outDir: join(project.folder, "dist"), emptyOutDir: true }),
      // Phaser is one large chunk, loaded when a match is opened.
      chunkSizeWarningLimit: 1600,
    },
    // The server is one module; what it imports late still runs late.
    environments: { scrim: { build: { rolldownOptions: { output: { codeSplitting: false } } } } },
  };
}
