/** Bundles test/support/sound-lab.ts into a script for a page, where it stands at `window.lab`. */
import { build } from "vite";

export async function soundScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: "test/support/sound-lab.ts", name: "lab", formats: ["iife"] },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const one of outputs)
    if ("output" in one) for (const file of one.output) if (file.type === "chunk") return file.code;
  throw new Error("the sounds were not bundled");
}
