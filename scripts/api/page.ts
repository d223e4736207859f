/** docs/API.md, made from the sources: what authors of games import, with its docstrings. */
import { type Exported, exportsOf, headOf } from "./exports.ts";

interface Part {
  /** As authors import it. */
  readonly name: string;
  readonly entry: string;
  /** The files that are told in full, in this order; without it all of the entry. What is in no such file is listed by name. */
  readonly files?: readonly string[];
}

const sim = (name: string): string => `shared/sim/${name}.ts`;

const PARTS: readonly Part[] = [
  {
    name: "scrim",
    entry: sim("index"),
    files: [
      "define",
      "game",
      "rules",
      "settings",
      "columns",
      "tables",
      "game-table",
      "world",
      "world-of",
      "seat",
      "round",
      "secret",
      "quiet",
      "random",
      "chance",
      "trig",
      "steering",
      "ranking",
      "lobby",
      "leaving",
      "skill",
      "queue",
    ].map(sim),
  },
  { name: "scrim/kit", entry: "shared/kit/index.ts" },
  { name: "scrim/view", entry: "client/view/games/author.ts" },
  { name: "scrim/test", entry: "scripts/author/test.ts" },
];

const isCode = (line: string | undefined): boolean => line?.startsWith("    ") === true;

/** Lines of one paragraph are one line; indented code, lists and tags keep theirs. */
const unwrapped = (doc: string): string =>
  doc.split("\n").reduce((text, line, n, lines) => {
    const breaks =
      n === 0 || line === "" || lines[n - 1] === "" || /^(?:@|- )/.test(line) || isCode(line) || isCode(lines[n - 1]);
    const apart = isCode(line) !== isCode(lines[n - 1]) && n > 0;
    return n === 0 ? line : `${text}${breaks ? (apart ? "\n\n" : "\n") : " "}${line}`;
  }, "");

/** Tags of a docstring become lines of a list. */
const inMarkdown = (doc: string): string =>
  unwrapped(doc)
    .replace(/^@param (\S+) ?/gm, "- `$1`: ")
    .replace(/^@typeParam (\S+) ?/gm, "- `$1`: ")
    .replace(/^@returns? ?/gm, "- answers ")
    .replace(/^@throws \{([^}]+)\} ?/gm, "- throws `$1`: ")
    .replace(/^@throws ?/gm, "- throws ")
    .replace(/^(?!- )(.+)\n(- )/gm, "$1\n\n$2");

const entryText = ({ name, code, doc }: Exported): string =>
  [`#### ${name}`, "```ts", code, "```", ...(doc === "" ? [] : ["", inMarkdown(doc)])]
    .join("\n")
    .replace("\n```ts", "\n\n```ts");

function groups(exported: readonly Exported[]): Map<string, Exported[]> {
  const found = new Map<string, Exported[]>();
  for (const one of exported) found.set(one.file, [...(found.get(one.file) ?? []), one]);
  return found;
}

function partText({ name, entry, files }: Part): string {
  const byFile = groups(exportsOf(entry));
  const told = (files ?? [...byFile.keys()]).filter((file) => byFile.has(file));
  const rest = [...byFile].filter(([file]) => !told.includes(file));
  const sections = told.map((file) => {
    const head = inMarkdown(headOf(file));
    return [`### ${file}`, ...(head === "" ? [] : [head]), ...(byFile.get(file) ?? []).map(entryText)].join("\n\n");
  });
  const others = rest.map(([file, all]) => `| \`${file}\` | ${all.map(({ name: one }) => `\`${one}\``).join(", ")} |`);
  const also =
    others.length === 0
      ? []
      : [
          "### For tools and tests",
          "Exported too, for what runs games; rules rarely need it.",
          `| file | names |\n|---|---|\n${others.join("\n")}`,
        ];
  return [`## ${name}`, ...sections, ...also].join("\n\n");
}

/** The whole page. */
export function apiPage(): string {
  const list = PARTS.map(({ name, entry }) => `| \`${name}\` | [${entry}](../${entry}) |`).join("\n");
  return `# API

What authors of games import, made from the sources by \`npm run api\`; [a test](../test/unit/docs/api-docs.test.ts) holds it up to
date. [YOUR-GAME.md](YOUR-GAME.md) is the way through it.

| import | made from |
|---|---|
${list}

${PARTS.map(partText).join("\n\n")}
`;
}
