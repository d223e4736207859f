/** The production build of an author's game, in dist/. */
import { createBuilder } from "vite";
import { viteConfig } from "../vite.ts";

/** @returns the exit code: what is wrong with the game's code has been said @throws {UsageError} this folder is no game's */
export async function build(): Promise<0 | 1> {
  const builder = await createBuilder({ ...viteConfig(), logLevel: "warn" });
  try {
    await builder.buildApp();
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}
