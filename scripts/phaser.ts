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

/**
 * Modules that Phaser's renderer asks for, though nothing here uses them: filters and their shaders, layers on the graphics
 * card, lights, noise. They make objects by name, when they are first drawn: each of these says so then.
 */
const UNUSED = [
  /renderer\/webgl\/renderNodes\/filters\/Filter\w+/,
  /renderer\/webgl\/renderNodes\/submitter\/Submitter(?:SpriteGPULayer|TilemapGPULayer|Tile|MeshToQuad)/,
  /renderer\/webgl\/renderNodes\/BatchHandlerPointLight/,
  /renderer\/webgl\/shaders\/index/,
  /filters\/(?!Controller|index)\w+/,
  /math\/(?:Euler|Hash\w*|Quaternion|RotateVec3)/,
].map((path) => new RegExp(`/phaser/src/${path.source}\\.js$`));

/** In place of a module that is not used. */
export function absentModule(id: string): string | undefined {
  const path = slashed(id);
  if (!UNUSED.some((unused) => unused.test(path))) return undefined;
  const what = path.replace(/^.*\/phaser\/src\//, "");
  return `module.exports = function () { throw new Error("Phaser's ${what} is not in this build: scripts/phaser.ts leaves it out"); };`;
}

/** As vite itself writes paths, on Windows too. */
const slashed = (path: string): string => path.replaceAll("\\", "/");

const flags = {
  name: "scrim:phaser-flags",
  transform: {
    filter: { id: /[\\/]phaser[\\/]src[\\/].*\.js$/ },
    handler: (code: string, id: string) => ({ code: absentModule(id) ?? flagged(code), map: null }),
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
