/** What is built has nothing of the development server in it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

// The server of the browser tests has just built dist/.
const FOLDER = "dist";
/** Words of shared/dev, worker/dev and client/view/dev. */
const WORDS = ["/api/dev", "scrim:rules", "dev-notice", "stands still at tick", "and `version` did not", "__scrim"];

const sources = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.(?:js|css|html)$/.test(name),
);

it("nothing of the development server and page is built", () => {
  expect(sources.some((name) => name.startsWith("scrim"))).toBe(true);
  expect(sources.length).toBeGreaterThan(10);
  const found = sources.flatMap((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    return WORDS.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`);
  });
  expect(found).toEqual([]);
});

it("those words are the development server's and page's own", () => {
  const folders = ["shared/dev", "worker/dev", "client/view/dev"];
  const own = folders
    .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")))
    .join("\n");
  expect(WORDS.filter((word) => !own.includes(word))).toEqual([]);
});
