import { afterEach, describe, expect, it, vi } from "vitest";
import { CodeFiles } from "#client/net/code-files.ts";
import { fetchAhead } from "#client/view/pages/ahead.ts";

const LIST = {
  match: [["/m.js", 1]],
  stage: [["/s.js", 1]],
  puck: [["/p.js", 1]],
  arena: [["/a.js", 1]],
} satisfies Record<string, [string, number][]>;

interface Visitor {
  readonly connection?: { readonly saveData: boolean };
  readonly reducesData?: boolean;
}

/** What is fetched while a visitor of this kind rests on the start page. @param left after so many files */
async function fetched(
  { connection, reducesData = false }: Visitor,
  left = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  vi.stubGlobal("navigator", { connection });
  vi.stubGlobal("matchMedia", () => ({ matches: reducesData }));
  vi.stubGlobal("requestIdleCallback", (rest: () => void) => rest());
  const urls: string[] = [];
  const page = new AbortController();
  const code = new CodeFiles(async (url) => {
    urls.push(url);
    if (urls.length === left) page.abort();
    return new Response("x");
  }, LIST);
  fetchAhead(code, () => "puck", page.signal);
  await expect.poll(() => code.share ?? 1).toBe(1);
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
  return urls;
}

describe("while the start page rests", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("what a match of the chosen game needs is fetched, in the order in which it needs it", async () => {
    expect(await fetched({})).toEqual(["/m.js", "/s.js", "/p.js"]);
    expect(await fetched({ connection: { saveData: false } })).toHaveLength(3);
  });

  it("nothing is fetched for a visitor who saves data", async () => {
    expect(await fetched({ connection: { saveData: true } })).toEqual([]);
    expect(await fetched({ reducesData: true })).toEqual([]);
  });

  it("nothing more is fetched once the page has been left", async () => {
    expect(await fetched({}, 1)).toEqual(["/m.js"]);
  });
});
