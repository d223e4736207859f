/** Puts an author's games in the place of those of this tree, in a build and in the development server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { normalizePath, type Plugin } from "vite";
import { listsOf, PACKAGE, type Project } from "./project.ts";

const Exports = v.object({ name: v.string(), exports: v.record(v.string(), v.string()) });

/**
 * The files that authors import from this package, by what they are imported as. Vite would take them for a package's, to be
 * bundled once, and so load each module of them twice.
 */
function entries(): { readonly find: RegExp; readonly replacement: string }[] {
  const { name, exports } = v.parse(Exports, JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")));
  return Object.entries(exports).map(([path, file]) => ({
    find: new RegExp(`^${name}${path.slice(1)}$`),
    replacement: normalizePath(join(PACKAGE, file)),
  }));
}

/** A module that is no file is marked by the first character; it becomes part of an address, where "#" would begin a fragment. */
const virtual = (id: string): string => `\0scrim:${id.replace("#", "")}`;

export function authorGames(project: Project): Plugin {
  const lists = listsOf(project, normalizePath);
  const texts = new Map(Object.entries(lists).map(([id, text]) => [virtual(id), text]));
  return {
    name: "scrim:author-games",
    enforce: "pre",
    resolveId: (id) => (Object.hasOwn(lists, id) ? virtual(id) : undefined),
    load: (id) => texts.get(id),
    config: () => ({
      resolve: { alias: entries() },
      optimizeDeps: { exclude: ["scrim"] },
      environments: { scrim: { optimizeDeps: { exclude: ["scrim"] } } },
      server: { fs: { allow: [normalizePath(project.folder), normalizePath(PACKAGE)] } },
    }),
  };
}
