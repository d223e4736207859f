/** How the client and the Worker are built, of this tree's games or of an author's. */
import { join } from "node:path";
import { cloudflare, type PluginConfig } from "@cloudflare/vite-plugin";
import type { InlineConfig } from "vite";
import { authorGames } from "./author/games.ts";
import { PACKAGE, type Project, projectAt } from "./author/project.ts";
import { publicFiles } from "./author/public.ts";
import { workerOf } from "./author/worker.ts";
import { codeFiles } from "./code-files.ts";
import { compress } from "./compress.ts";
import { devRules } from "./dev-rules.ts";
import { phaserParts } from "./phaser.ts";

/** What differs where the game is in a repository of its own: Vite's root is this package, all that it makes is the author's. */
const placesOf = (project: Project): InlineConfig => ({
  configFile: false,
  root: PACKAGE,
  publicDir: publicFiles(project),
  cacheDir: join(project.folder, "node_modules/.vite"),
});

export interface ConfigOptions {
  readonly dev?: boolean;
  readonly project?: Project | undefined;
}

/** The server of `npm run dev` and `scrim dev` can be watched; one that is built has none of that. docs/decisions/dev.md */
const DEV_ENTRY = join(PACKAGE, "worker/dev/entry.ts");

type WorkerOptions = Pick<PluginConfig, "configPath" | "config">;

/** The same Worker with another entry. */
const developed = ({ config, ...options }: WorkerOptions): WorkerOptions => ({
  ...options,
  config: (worker) => {
    if (typeof config === "function") config(worker);
    worker.main = DEV_ENTRY;
  },
});

/** @param options `dev`: for the development server @throws {UsageError} this folder is no game's */
export function viteConfig({ dev = false, project = projectAt() }: ConfigOptions = {}): InlineConfig {
  /** Where the local server keeps its objects' storage; the tests give each server a place of its own. */
  const state = process.env.SCRIM_STATE ?? (project && join(project.folder, ".wrangler/state"));
  const worker = project ? workerOf(project) : {};
  return {
    ...(project && placesOf(project)),
    plugins: [
      ...(dev ? devRules() : []),
      ...(project ? [authorGames(project)] : []),
      phaserParts(),
      codeFiles(project),
      compress(),
      cloudflare({
        viteEnvironment: { name: "scrim" },
        ...(dev ? developed(worker) : worker),
        ...(state !== undefined && { persistState: { path: state } }),
      }),
    ],
    build: {
      ...(project && { outDir: join(project.folder, "dist"), emptyOutDir: true }),
      // Phaser is one large chunk, loaded when a match is opened.
      chunkSizeWarningLimit: 1600,
    },
    // The server is one module; what it imports late still runs late.
    environments: {
      scrim: { build: { rolldownOptions: { output: { codeSplitting: false } } } },
      ...(!dev && { client: { define: { "globalThis.SCRIM_CHECKED": "true" } } }),
    },
  };
}
