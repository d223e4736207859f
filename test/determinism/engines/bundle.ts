/** reply.ts and all that it imports as one module, for engines without a file system. */
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { authorGames } from "../../../scripts/author/games.ts";
import { projectAt } from "../../../scripts/author/project.ts";

/** Not made smaller: what is compared is the code as it was written. */
async function make(): Promise<string> {
  const entry = fileURLToPath(new URL("../reply.ts", import.meta.url));
  const project = projectAt();
  const built = await build({
    configFile: false,
    plugins: project ? [authorGames(project)] : [],
    logLevel: "warn",
    build: {
      ...{ lib: { entry, formats: ["es"] }, write: false, minify: false, target: "es2023" },
      // Each game is loaded by itself: here all are in one file.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !("output" in output)) throw new Error("vite has built nothing");
  return output.output[0].code;
}

let made: Promise<string> | undefined;

/** Made once. */
export function bundle(): Promise<string> {
  made ??= make();
  return made;
}
