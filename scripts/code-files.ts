/** Writes into the page which files the parts are in that it does not need at first: client/net/code-files.ts fetches them. */
import type { Plugin, Rolldown } from "vite";
import { normalizePath } from "vite";
import type { Project } from "./author/project.ts";

/** Modules that are imported when they are needed, by the part that they are. Each brings what it imports along. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  match: ["client/view/pages/match.ts", "client/open/session.ts"],
  stage: ["client/view/stage/stage.ts"],
  canvas: ["client/view/stage/canvas-stage.ts"],
  html: ["client/view/stage/html-stage.ts"],
  net: ["client/view/net/panel.ts"],
  talk: ["client/view/talk/talk.ts"],
  party: ["client/view/party/desk.ts"],
  queue: ["client/view/queue/search.ts"],
  settings: ["client/view/parts/settings-dialog.ts"],
  extras: ["client/view/match/extra-code.ts"],
};
/** Where the rules and the view of each game of this tree are: its part is called by the game. */
const OF_GAME = /(?:shared\/games\/([^/]+)\/index|client\/view\/games\/([^/]+)\/view)\.ts$/;

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

/** The styles that come with this file, as Vite notes them. */
const stylesOf = (chunk: Rolldown.OutputChunk | undefined): readonly string[] => [
  ...(chunk?.viteMetadata?.importedCss ?? []),
];

/** A file, and all that is loaded with it. */
function closure(chunks: Chunks, files: readonly string[], into = new Set<string>()): Set<string> {
  for (const file of files) {
    if (into.has(file)) continue;
    into.add(file);
    closure(chunks, chunks.get(file)?.imports ?? [], into);
    for (const style of stylesOf(chunks.get(file))) into.add(style);
  }
  return into;
}

/** Which game this module is the rules or the view of; undefined where it is neither. */
type GameOf = (module: string) => string | undefined;

const shippedGame: GameOf = (module) => {
  const [, rules, view] = OF_GAME.exec(module) ?? [];
  return rules ?? view;
};

type Registry = typeof import("#shared/games/index.ts");
/** Named by a variable: Vite takes what its configuration imports by name for a part of it, and starts anew when that is edited. */
const REGISTRY = "#shared/games/index.ts";

/** The games of an author's repository are called by their rules. */
async function authorsGame({ games: files }: Project): Promise<GameOf> {
  const { games }: Registry = await import(REGISTRY);
  const names = [...games.keys()];
  const known = new Map(
    files.flatMap(({ rules, view }, n) => [rules, view].map((file) => [normalizePath(file), names[n]] as const)),
  );
  return (module) => known.get(module);
}

function partsOf(chunks: Chunks, gameOf: GameOf): Record<string, string[]> {
  const parts: Record<string, string[]> = Object.fromEntries(Object.keys(PARTS).map((part) => [part, []]));
  const games = new Set<string>();
  for (const { facadeModuleId, fileName } of chunks.values()) {
    const game = gameOf(facadeModuleId ?? "");
    if (game !== undefined) {
      games.add(game);
      parts[game] = [...(parts[game] ?? []), fileName];
    }
    for (const [part, modules] of Object.entries(PARTS)) {
      if (modules.some((module) => facadeModuleId?.endsWith(module))) parts[part].push(fileName);
    }
  }
  for (const [part, modules] of Object.entries(PARTS)) {
    if (parts[part].length !== modules.length) throw new RangeError(`the ${part} is in ${parts[part].length} files`);
  }
  for (const game of games) {
    if (parts[game].length !== 2)
      throw new RangeError(`${game} has not both: rules, and a view, that are loaded by its card`);
  }
  return parts;
}

/** @param project an author's repository; undefined = this tree's games */
export const codeFiles = (project: Project | undefined): Plugin => ({
  name: "scrim:code-files",
  transformIndexHtml: {
    order: "post",
    async handler(_html, { bundle }) {
      if (!bundle) return [];
      const gameOf = project ? await authorsGame(project) : shippedGame;
      const bytesOf = (file: string): number => {
        const output = bundle[file];
        if (output === undefined) throw new RangeError(`${file} is not built yet`);
        return Buffer.byteLength(output.type === "chunk" ? output.code : output.source);
      };
      const chunks = new Map(
        Object.values(bundle).flatMap((output) => (output.type === "chunk" ? [[output.fileName, output]] : [])),
      );
      const first = closure(
        chunks,
        [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
      );
      const list = Object.fromEntries(
        Object.entries(partsOf(chunks, gameOf)).map(([part, files]) => [
          part,
          [...closure(chunks, files)].filter((file) => !first.has(file)).map((file) => [`/${file}`, bytesOf(file)]),
        ]),
      );
      return [
        {
          tag: "script",
          attrs: { type: "application/json", id: "code-files" },
          children: JSON.stringify(list),
          injectTo: "head",
        },
      ];
    },
  },
});
