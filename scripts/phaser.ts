/** Builds Phaser from its own modules, by the flags that its makers provide for that: docs/decisions/phaser.md. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const ENTRY = fileURLToPath(new URL("../client/view/phaser/index.ts", import.meta.url));
const SOURCES = join(dirname(createRequire(import.meta.url).resolve("phaser/package.json")), "src");

/** What Phaser's own build sets in place of `typeof NAME`. A name that is not here fails the build. */
const FLAGS: Readonly<Record<string, boolean>> = {
  WEBGL_RENDERER: true,
  WEBGL_DEBUG: false,
  CANVAS_RENDERER: false,
  FEATURE_SOUND: false,
  PLUGIN_CAMERA3D: false,
  PLUGIN_FBINSTANT: false,
};

const flagged = (code: string): string =>
  code.replace(/typeof ([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/g, (_, flag: string) => {
    const isOn = FLAGS[flag];
    if (isOn === undefined) throw new RangeError(`Phaser has a flag ${flag} that scripts/phaser.ts does not set`);
    return String(isOn);
  });

/** As vite itself writes paths, on Windows too. */
const slashed = (path: string): string => path.replaceAll("\\", "/");

const flags = {
  name: "scrim:phaser-flags",
  transform: {
    filter: { id: /\/phaser\/src\/.*\.js$/, code: /typeof [A-Z]/ },
    handler: (code: string) => ({ code: flagged(code), map: null }),
  },
} satisfies Plugin;

export const phaserParts = (): Plugin => ({
  ...flags,
  name: "scrim:phaser",
  config: () => ({
    resolve: {
      alias: [
        { find: /^phaser$/, replacement: slashed(ENTRY) },
        { find: /^phaser\/src\//, replacement: `${slashed(SOURCES)}/` },
      ],
    },
    // `npm run dev` bundles it once, as any package of CommonJS modules.
    optimizeDeps: { include: ["phaser"], rolldownOptions: { plugins: [flags] } },
  }),
});
