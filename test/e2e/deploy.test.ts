import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { games } from "#shared/games/index.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { gzipped, matchFiles, startFiles } from "#test/support/first-load.ts";
import { apiOf } from "#test/support/headless.ts";

// The server of these tests has just built dist/.

it("a dry-run deploy builds what `npm run deploy` would send", () => {
  const out = mkdtempSync(join(tmpdir(), "scrim-deploy-"));
  const { stdout, stderr, status } = spawnSync(
    join("node_modules", ".bin", "wrangler"),
    ["deploy", "-c", "dist/scrim/wrangler.json", "--dry-run", "--outdir", out],
    { encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  for (const binding of ["MATCH", "POOL", "QUOTA", "MATCHMAKER", "ASSETS"]) expect(stdout).toContain(`env.${binding}`);
  expect(readdirSync(out).some((file) => file.endsWith(".js"))).toBe(true);
  rmSync(out, { recursive: true });
});

const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

/** Bytes of compressed JavaScript and CSS, a little above what it is. A change that needs more raises it here, and says why. */
// The start page: practice, the way back to a match, the best match to watch, and refusals at the name.
// The way to a leaderboard, and how the player stands on it: that itself comes later.
// A search for a match, which a reload goes on with, is asked for here, and its buttons say what becomes of it; its code comes later.
// Settings that follow the player from device to device, and the way back into a match on any of them.
// A card for each of the games, and the ways back into each match that waits for a turn.
const START = 40_400;
// The party, and the search for a match, go along from match to match.
// A match asks before its player leaves a round that counts, and loads the stage that its game draws on.
// The simulation kit has quiet time, rounds, secrets, refusals in words, and the parts of a declaration that a game leaves out.
// Pages know what an operator does: what it says, and why a socket was closed.
const FIRST_FRAME = { arena: 298_600, puck: 285_000, tag: 138_900, dice: 134_500 } as const;
/** What each of them is drawn on: a game that draws on a canvas of its own, or as a part of the page, loads nothing of Phaser. */
const STAGES = { arena: "stage", puck: "stage", tag: "canvas-stage", dice: "html-stage" } as const;

it(`the start page is under ${kb(START)} of compressed JavaScript and CSS`, () => {
  const files = startFiles();
  expect(files.some((file) => file.endsWith(".js"))).toBe(true);
  expect(files.some((file) => file.endsWith(".css"))).toBe(true);
  const bytes = gzipped(files);
  console.log(`the start page, gzip: ${kb(bytes)} in ${files.length} files`);
  expect(bytes).toBeLessThan(START);
});

describe("a match, up to its first drawn frame", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each(["arena", "puck", "tag", "dice"] as const)("is within what its game may weigh: %s", async (game) => {
    const mode = Object.keys(games.get(game)?.modes ?? {})[0];
    const { code } = await apiOf(inject("url")).createMatch("Host", mode, { autostart: 1, lobby: 1 }, game);
    const context = await browser.newContext();
    const files = await matchFiles(await context.newPage(), inject("url"), code);
    await context.close();
    const bytes = gzipped(files);
    console.log(`${game} to its first frame, gzip: ${kb(bytes)} in ${files.length} files`);
    expect(files).toEqual(expect.arrayContaining(startFiles()));
    const stages = files.flatMap((file) => /\/assets\/((?:canvas-|html-)?stage)-[\w-]{8}\.js$/.exec(file)?.[1] ?? []);
    expect(stages).toEqual([STAGES[game]]);
    expect(files.filter((file) => /\/view-[\w-]+\.js$/.test(file))).toHaveLength(1);
    // The rules of this game, and of no other.
    const rules = files.flatMap((file) => /\/assets\/(\w+)-/.exec(file)?.[1] ?? []).filter((name) => games.has(name));
    expect(rules).toEqual([game]);
    // What only those load who look at replays and recordings, watch, or open the net graph or the settings.
    expect(
      files.filter((file) => /\/(replay|trace|spectat|scrubber|playhead|panel|settings-dialog)[\w-]*\.js$/.test(file)),
    ).toEqual([]);
    expect(bytes).toBeLessThan(FIRST_FRAME[game]);
  });
});
