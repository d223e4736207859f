/**
 * For `npm run dev`: rules that are edited reach the server's matches and the pages, each of them in the same form.
 * docs/decisions/dev.md says how.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { SourceMap } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import * as v from "valibot";
import type { DevEnvironment, Plugin, ViteDevServer } from "vite";
import { guardLoops } from "./guard-loops.ts";

/** Where a game is declared. */
const DECLARES = /\bdefineGame\s*\(/;
/** What games may have in common. */
const KIT = "#shared/kit/";
/** The module that notes which source a game is of. */
const VERSIONS = "/shared/dev/versions.ts";
/** The module whose function loops call. */
const LOOPS = "/shared/dev/loops.ts";

const Changed = v.object({ games: v.array(v.string()) });
/** The compiler colours its messages for a terminal. */
const Plain = v.pipe(
  v.string(),
  v.transform((text) => stripVTControlCharacters(text)),
);
const Refused = v.object({ message: Plain, at: Plain });

const Mappings = v.object({
  version: v.number(),
  sources: v.array(v.string()),
  names: v.array(v.string()),
  mappings: v.string(),
});

const Original = v.object({ originalLine: v.number(), originalColumn: v.number() });

/** What a module imports by a path: type imports too, which do no harm. */
const IMPORTS = /\bfrom\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;

/** The files that a module is made of, beside the runtime: what it imports by relative paths, and kits. Itself first. */
export function filesOf(module: string, root: string): readonly string[] {
  const files = new Set([module]);
  // What is added while it is gone through is gone through too.
  for (const file of files) {
    if (!existsSync(file)) continue;
    for (const [, from, imported = from] of readFileSync(file, "utf8").matchAll(IMPORTS)) {
      if (imported.startsWith(".")) files.add(resolve(dirname(file), imported));
      else if (imported.startsWith(KIT)) files.add(join(root, imported.slice(1)));
    }
  }
  return [...files].filter((file) => existsSync(file));
}

/** 32 bits that tell the sources of a game. */
export function sourceHash(files: readonly string[]): number {
  const hash = createHash("sha256");
  for (const file of files) {
    const text = readFileSync(file);
    hash.update(`${text.length} `).update(text);
  }
  return hash.digest().readUInt32LE(0);
}

/** The code of a declaration, which notes its source. The lines stay where they are. */
export const declareSource = (code: string, hash: number): string =>
  `${code.replace(/(?<!import[^;]*)\bdefineGame\s*\(/g, `__scrimFromSource(${hash})(defineGame)(`)}\nimport { fromSource as __scrimFromSource } from "${VERSIONS}";\n`;

/** Where a page asks which line of a source a line of its code is. */
const PLACE = "/__scrim/place";

/** Where in the source this place of the code is, both counted from 1; where that is not known, the same. */
function original(map: unknown, line: number, column: number): string {
  const { success, output } = v.safeParse(Mappings, map);
  if (!success) return `${line}:${column}`;
  const full = new SourceMap({ ...output, file: "", sourceRoot: "", sourcesContent: [] });
  const found = v.safeParse(Original, full.findEntry(line - 1, column - 1));
  if (!found.success) return `${line}:${column}`;
  return `${found.output.originalLine + 1}:${found.output.originalColumn + 1}`;
}

/** Answers "client/view/games/tag/view.ts:12:3", or nothing where the code is not known. */
async function tellPlace(
  { environments, config }: ViteDevServer,
  url: string,
  response: ServerResponse,
): Promise<void> {
  const asked = new URL(url, "http://page").searchParams;
  const module = await environments.client.moduleGraph.getModuleByUrl(asked.get("url") ?? "");
  const place = original(module?.transformResult?.map, Number(asked.get("line")), Number(asked.get("column")));
  response.end(module?.file ? `${relative(config.root, module.file)}:${place}` : "");
}

export function devRules(): Plugin[] {
  /** The modules that declare games, and the files that each is made of. */
  const declaring = new Map<string, readonly string[]>();
  let root = "";
  const sources: Plugin = {
    name: "scrim:dev-rules",
    enforce: "pre",
    apply: "serve",
    configResolved(config) {
      root = config.root;
    },
    configureServer(server) {
      listen(server);
      server.middlewares.use(PLACE, (request, response) => void tellPlace(server, request.url ?? "", response));
    },
    transform(code, id) {
      const [file] = id.split("?");
      if (!file.endsWith(".ts") || file.startsWith(join(root, "shared/sim")) || !DECLARES.test(code)) return undefined;
      const files = filesOf(file, root);
      declaring.set(file, files);
      return { code: declareSource(code, sourceHash(files)), map: null };
    },
    hotUpdate({ file, modules }) {
      const games = [...declaring].filter(([, files]) => files.includes(file));
      if (games.length === 0) return undefined;
      const { environment } = this;
      for (const [game] of games) {
        for (const module of environment.moduleGraph.getModulesByFile(game) ?? []) {
          environment.moduleGraph.invalidateModule(module);
        }
      }
      // A page takes the new rules once the server has them.
      return environment.name === "client" ? [] : modules;
    },
  }; /** What comes out of the compiler: the syntax of all that an author may write. */
  const loops: Plugin = {
    name: "scrim:dev-loops",
    enforce: "post",
    apply: "serve",
    transform(code, id) {
      const [file] = id.split("?");
      if (![...declaring.values()].some((files) => files.includes(file))) return undefined;
      const guarded = guardLoops(code, this.parse(code), "__scrimRound()");
      return { code: `${guarded}\nimport { round as __scrimRound } from "${LOOPS}";\n`, map: null };
    },
  };
  return [sources, loops];
}

/** What the server says of rules that it was given reaches the pages. */
function listen({ environments, config }: ViteDevServer): void {
  const { client, ...others } = environments;
  const pages: Pick<DevEnvironment["hot"], "send"> = client.hot;
  for (const { hot } of Object.values(others)) {
    hot.on("scrim:rules", (data: unknown) => {
      const { games } = v.parse(Changed, data);
      if (games.length === 0) return;
      config.logger.info(`the rules of ${games.join(", ")} were edited`, { timestamp: true });
      pages.send("scrim:rules", { games });
    });
    hot.on("scrim:refused", (data: unknown) => pages.send("scrim:refused", v.parse(Refused, data)));
  }
}
