/** The documents: each link and each path that they name leads somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" }).map((file) => `docs/${file}`),
]
  .filter((file) => file.endsWith(".md"))
  .sort();

/** A page without its code, in which brackets are no links. */
const prose = (page: string): string =>
  readFileSync(page, "utf8")
    .replace(/^```.*?^```$/gms, "")
    .replace(/`[^`\n]*`/g, "code");

const headings = (page: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(/^#+ (?<title>.+)$/gm)].map(({ groups }) => groups?.title ?? "");

/** The anchors of a page's headings, as GitHub makes them. */
const anchors = (page: string): readonly string[] =>
  headings(page).map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

/** Paths of the tree that a page names in its words, without a link. */
const paths = (page: string): readonly string[] =>
  [
    ...readFileSync(page, "utf8").matchAll(
      /(?<![\w./])(?:shared|worker|client|scripts|test|docs|\.ci)\/[\w./-]+\.(?:tsx?|py|json|md|grit)(?!\w)/g,
    ),
  ].map(([path]) => path);

interface Link {
  readonly file: string;
  readonly anchor: string | undefined;
}

function links(page: string): readonly Link[] {
  const targets = [...prose(page).matchAll(/\]\((?<target>[^)\s]+)\)/g)].map(({ groups }) => groups?.target ?? "");
  return targets
    .filter((target) => !/^https?:/.test(target))
    .map((target) => {
      const [path, anchor] = target.split("#");
      return { file: path === "" ? page : join(dirname(page), path), anchor };
    });
}

describe.each(pages)("%s", (page) => {
  it("links to files and headings that are there", () => {
    const broken = links(page).filter(
      ({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !anchors(file).includes(anchor)),
    );
    expect(broken).toEqual([]);
  });

  it("names files that are there", () => {
    expect(paths(page).filter((path) => !existsSync(path))).toEqual([]);
  });
});

it("finds the links and paths that it checks", () => {
  expect(pages.flatMap(links).length).toBeGreaterThan(100);
  expect(pages.flatMap(paths).length).toBeGreaterThan(100);
  expect(anchors("docs/WIRE.md")).toContain("the-worlds-image");
});

it("the headings that the code names by their documents are there", () => {
  const files = ["shared", "worker", "client", "scripts", "test"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(?:ts|mjs|py)$/.test(file) && !file.includes("node_modules"))
      .map((file) => `${folder}/${file}`),
  );
  const named = ["wrangler.toml", ...files].flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?<page>docs\/[\w/-]+\.md), "(?<heading>[^"]+)"/g)].map(({ groups }) => ({
      file,
      page: groups?.page ?? "",
      heading: groups?.heading ?? "",
    })),
  );
  expect(named.length).toBeGreaterThan(15);
  const lost = named.filter(({ page, heading }) => !existsSync(page) || !headings(page).includes(heading));
  expect(lost).toEqual([]);
});

it("docs/decisions/README.md lists each decision", () => {
  const index = "docs/decisions/README.md";
  const decisions = pages.filter((page) => page.startsWith("docs/decisions/") && page !== index);
  expect(
    links(index)
      .map(({ file }) => file)
      .sort(),
  ).toEqual(decisions);
});

describe("docs/OPERATIONS.md", () => {
  it("explains every event that the server logs", () => {
    const files = readdirSync("worker", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const events = files.flatMap((file) =>
      [...readFileSync(`worker/${file}`, "utf8").matchAll(/\blog\.(?<level>info|warn|error)\(\s*"(?<event>\w+)"/g)].map(
        ({ groups }) => [groups?.level, groups?.event].join(" "),
      ),
    );
    const rows = [
      ...readFileSync("docs/OPERATIONS.md", "utf8").matchAll(/^\| (?<level>info|warn|error) +\| `(?<event>\w+)`/gm),
    ].map(({ groups }) => [groups?.level, groups?.event].join(" "));
    expect(rows.sort()).toEqual([...new Set(events)].sort());
  });
});
