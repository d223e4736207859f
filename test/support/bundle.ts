/** Builds a module and all that it imports into one file, `index.js`. */
import { resolve } from "node:path";
import { build, type Plugin } from "vite";

export interface BundleOptions {
  readonly plugins?: readonly Plugin[];
  /** Other files in the place of modules, by what these are imported as. */
  readonly instead?: Readonly<Record<string, string>>;
}

export async function bundle(
  entry: string,
  outDir: string,
  { plugins = [], instead = {} }: BundleOptions = {},
): Promise<void> {
  const alias = Object.entries(instead).map(([find, file]) => ({ find, replacement: resolve(file) }));
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "silent",
    plugins: [...plugins],
    resolve: { alias },
    ssr: { target: "webworker", noExternal: true },
    build: {
      ssr: entry,
      outDir,
      rollupOptions: { external: [/^cloudflare:/], output: { entryFileNames: "index.js" } },
    },
  });
}
