/** Why a match cannot be shown: what the player can do about it differs. */
import { Unfetched } from "#client/net/code-files.ts";
import { Overdue } from "#client/net/time-limit.ts";
import type { Broken } from "./broken.ts";

/** What browsers, and the build's loader, say of code that does not come. */
const LOADING = /dynamically imported module|module script|unable to preload/i;

/** Whether code has not come: `import()` has failed on its way, and not in the module that it has brought. */
export const isUnloaded = (error: unknown): boolean =>
  error instanceof Unfetched || error instanceof Overdue || (error instanceof Error && LOADING.test(error.message));

/** Whether the browser gives a page WebGL. */
function canDraw(): boolean {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  // A browser has a few of them for all pages.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** @param draws whether the browser has WebGL; asked only where that may be it */
export function blame(error: unknown, draws: () => boolean = canDraw): Broken {
  if (isUnloaded(error)) return "files";
  return draws() ? "fault" : "no-graphics";
}
