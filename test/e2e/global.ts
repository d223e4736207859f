/** One server for all the end-to-end tests. */
import type { TestProject } from "vitest/node";
import { startServer } from "#test/support/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly url: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide("url", server.url);
  return () => server.stop();
}
