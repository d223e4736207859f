/**
 * A game in a repository of its own, as `npm create scrim` makes it: packed, made, played, built and all but deployed. What runs
 * are the packed files; only the packages that they depend on are this tree's.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cards } from "#client/view/games/index.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { freePort } from "#test/support/port.ts";
import { end, owned } from "#test/support/process.ts";

const folder = mkdtempSync(join(tmpdir(), "scrim-own-"));
const game = join(folder, "dodge");
const server: { child?: ChildProcess; url?: string } = {};

/** The npm that runs this, and the one of the machine where none does. */
const { npm_execpath } = process.env;
const [npm, ...before] = npm_execpath === undefined ? ["npm"] : [process.execPath, npm_execpath];

/** Runs a command to its end. Answers what it says. @throws {Error} it has failed */
function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 300_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Packs the package in `from`, and unpacks it into `into`. */
function packed(from: string, into: string): void {
  const packs = mkdtempSync(join(folder, "packs-"));
  run(npm, [...before, "pack", "--silent", "--pack-destination", packs], from);
  mkdirSync(into, { recursive: true });
  run("tar", ["xzf", join(packs, readdirSync(packs)[0]), "--strip-components=1", "-C", into], folder);
}

/** Puts the packages of this tree into the game's node_modules: what npm would install, but for scrim itself. */
function linkPackages(): void {
  const [ours, own] = [resolve("node_modules"), join(game, "node_modules")];
  mkdirSync(own);
  for (const name of readdirSync(ours)) if (!name.startsWith(".")) symlinkSync(join(ours, name), join(own, name));
}

const SCRIM = join(game, "node_modules/scrim");
const binary = (): string =>
  join(
    SCRIM,
    v.parse(
      v.object({ bin: v.object({ scrim: v.string() }) }),
      JSON.parse(readFileSync(join(SCRIM, "package.json"), "utf8")),
    ).bin.scrim,
  );

/** Runs `scrim` in the game's folder. */
const scrim = (...args: readonly string[]): string => run(process.execPath, [binary(), ...args], game);

/** Starts a server by a command of `scrim`, in place of the one before; resolves when it says that it listens. */
async function serve(command: "dev" | "start", word: string): Promise<string> {
  if (server.child) await end(server.child);
  const port = await freePort();
  // Vite colours its words where `CI` is set, and then the word that is waited for is never there as such.
  const env = { ...process.env, PORT: String(port), NO_COLOR: "1" };
  const child = owned(
    spawn(process.execPath, [binary(), command], { cwd: game, env, stdio: ["ignore", "pipe", "pipe"] }),
  );
  server.child = child;
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(word)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`scrim ${command} ended with ${code}:\n${said}`)));
  });
  server.url = `http://localhost:${port}`;
  return server.url;
}

beforeAll(() => {
  const create = join(folder, "create-scrim");
  packed("scripts/create", create);
  run(process.execPath, [join(create, "create.mjs"), "dodge"], folder);
  linkPackages();
  packed(".", SCRIM);
});
afterAll(async () => {
  if (server.child) await end(server.child);
  rmSync(folder, { recursive: true, force: true });
});

/** Where the bodies of this colour are on the canvas, on average from the left; undefined where there is none. */
const middleOf = (page: Page, colour: readonly number[]): Promise<number | undefined> =>
  page.evaluate(([red, green, blue]) => {
    const canvas = document.querySelector("canvas");
    const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
    if (!canvas || !pixels) return undefined;
    let [sum, count] = [0, 0];
    for (let at = 0; at < pixels.data.length; at += 4) {
      const { [at]: r, [at + 1]: g, [at + 2]: b } = pixels.data;
      if (Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) > 6) continue;
      sum += (at / 4) % canvas.width;
      count += 1;
    }
    return count === 0 ? undefined : sum / count;
  }, colour);

describe.sequential("a game that `npm create scrim` has made", () => {
  it("has rules and view in 30 lines, of its own name", () => {
    const lines = ["game.ts", "view.ts"].flatMap((file) =>
      readFileSync(join(game, file), "utf8")
        .split("\n")
        .filter((line) => line.trim() !== "" && !/^\s*(\/\/|\/?\*)/.test(line)),
    );
    expect(lines.length).toBeLessThanOrEqual(30);
    expect(readFileSync(join(game, "game.ts"), "utf8")).toContain(`name: "${basename(game)}"`);
    expect(readFileSync(join(game, "wrangler.toml"), "utf8")).toContain(`name = "${basename(game)}"`);
  });

  it("depends on a package without games", () => {
    const names = (folder: string) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []);
    const folders = names(join(SCRIM, "client/view/games")).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name)).toEqual(["common"]);
    expect(names(join(SCRIM, "shared/games"))).toEqual([]);
    expect(names(join(SCRIM, "public/cards")).map(({ name }) => name)).toEqual(["scrim.png"]);
  });

  it("depends on the compiler and the runtime of this tree", () => {
    const Package = v.object({
      devDependencies: v.record(v.string(), v.string()),
      overrides: v.record(v.string(), v.string()),
    });
    const [own, ours] = [game, "."].map((at) =>
      v.parse(Package, JSON.parse(readFileSync(join(at, "package.json"), "utf8"))),
    );
    expect(ours.devDependencies).toMatchObject(own.devDependencies);
    expect(ours.overrides).toMatchObject(own.overrides);
  });

  it("is right by the compiler, and by its own test", () => {
    run(process.execPath, [resolve("node_modules/typescript/bin/tsc")], game);
    run(process.execPath, ["--import", "scrim/register", "--test"], game);
  });

  it("is checked: types, rules, seats and whole clients", () => {
    const said = scrim("check", "--seeds", "2", "--only", "types,rules,seats,sync");
    expect(said).toContain("4 ok, 0 failed");
  });

  it("is served by `scrim dev`, and played in a browser: a body moves", async () => {
    const url = await serve("dev", "Local:");
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(url);
      await page.getByTestId("name").fill("Ada");
      await page.getByTestId("quick-play").click();
      await page.waitForFunction(() => (window.scrim?.drawnPlayers ?? 0) > 0, undefined, { timeout: 60_000 });
      const colour = [240, 168, 24];
      const from = await middleOf(page, colour);
      await page.keyboard.down("d");
      await expect.poll(() => middleOf(page, colour), { timeout: 30_000 }).toBeGreaterThan((from ?? Number.NaN) + 50);
    } finally {
      await browser.close();
    }
  });

  it("is served as it is deployed by `scrim start`, to headless players", async () => {
    const url = await serve("start", "Scrim is at");
    expect(scrim("load", "--url", url, "--players", "2", "--seconds", "2")).toMatch(/hash mismatches +0\n/);
  });

  it("is all that its server offers", async () => {
    const answer: unknown = await (await fetch(`${server.url}/api/games`)).json();
    expect(answer).toMatchObject({ games: [{ name: "dodge" }] });
  });

  it("is built and dry-run deployed, without the games of this tree", () => {
    scrim("build");
    const files = readdirSync(join(game, "dist"), { recursive: true, encoding: "utf8" });
    const texts = files.filter((file) => /\.(?:js|html)$/.test(file));
    /** The files that hold this text. */
    const holding = (text: string) =>
      texts.filter((file) => readFileSync(join(game, "dist", file), "utf8").includes(text));
    expect(holding("dodge").length).toBeGreaterThan(1);
    for (const { name, tagline, help } of cards) {
      expect([tagline, help].filter((text) => text !== "").flatMap(holding)).toEqual([]);
      expect(holding(`name: "${name}"`)).toEqual([]);
    }
    const said = scrim("deploy", "--dry-run");
    for (const binding of ["MATCH", "POOL", "REPLAYS", "ADDRESS_LIMIT", "ASSETS"])
      expect(said).toContain(`env.${binding}`);
  });
});

describe("the game of docs/YOUR-GAME.md, which is a folder of this tree", () => {
  /** As its files are imported in a repository of its own. */
  const OWN: readonly (readonly [RegExp, string])[] = [
    [/"#shared\/sim\/index\.ts"/, '"scrim"'],
    [/"#shared\/kit\/index\.ts"/, '"scrim/kit"'],
    [/"#shared\/games\/tag\/index\.ts"/, '"./game.ts"'],
    [/"\.\.\/(?:define-view|define-card|common\/canvas-art)\.ts"/, '"scrim/view"'],
    [/export const tag =/, "export const game ="],
    [/(?<=import \{[^}]*)\btag\b/, "game as tag"],
    [/\.tag(?=,)/, ".game"],
  ];
  const own = (file: string): string =>
    OWN.reduce((text, [ours, theirs]) => text.replaceAll(new RegExp(ours, "g"), theirs), readFileSync(file, "utf8"));

  it("is one in a repository of its own, with other imports", () => {
    const at = join(folder, "tag");
    run(process.execPath, [join(folder, "create-scrim", "create.mjs"), "tag"], folder);
    symlinkSync(join(game, "node_modules"), join(at, "node_modules"));
    writeFileSync(join(at, "game.ts"), own("shared/games/tag/index.ts"));
    for (const file of ["view.ts", "card.ts"]) writeFileSync(join(at, file), own(`client/view/games/tag/${file}`));
    run(process.execPath, [resolve("node_modules/typescript/bin/tsc")], at);
  });
});

describe("scrim says what is wrong", () => {
  const failed = (cwd: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [binary(), ...args], { cwd, encoding: "utf8" });
    return { status, stdout, stderr: stderr.trim() };
  };

  it("of a command that there is not", () => {
    expect(failed(game, "dance")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("there is no command dance"),
    });
  });

  it("of a folder without a game", () => {
    expect(failed(folder, "build")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringMatching(/has no package\.json.*$/),
    });
  });
});
