/**
 * `scrim dev` as an author uses it: rules are edited while a match is on, then broken in every way that a beginner breaks them. Each
 * time the page says what and where, and after mending the same match goes on. How fast the machine is makes no difference.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Probe } from "#client/view/probe.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { by, picture, probe } from "#test/support/player-page.ts";
import { freePort } from "#test/support/port.ts";
import { end, owned } from "#test/support/process.ts";

const folder = mkdtempSync(join(tmpdir(), "scrim-live-"));
const [RULES, VIEW] = ["game.ts", "view.ts"].map((name) => join(folder, name));
const TEMPLATE = "scripts/create/template";
/** Only ends what hangs, in milliseconds. */
const PATIENCE = { timeout: 90_000, interval: 200 };

interface Edit {
  readonly speed?: string;
  readonly tables?: string;
  /** A line of the step, for each body. */
  readonly line?: string;
}

/** The rules, with what the author has edited. The line that is broken is always the same. */
const rules = ({
  speed = "2",
  tables = "",
  line = "",
}: Edit = {}): string => `import { axis, defineGame, i32, players, u8 } from "scrim";

const SPEED = ${speed};

export const game = defineGame({
  name: "my-game",
  tickRate: 30,
  settings: { seats: { min: 2, max: 8, default: 4 } },
  input: { mx: axis(-8, 8), my: axis(-8, 8) },
  tables: () => ({ players: players({ x: i32(), y: i32(), mood: u8()${tables} }) }),
  step({ players, random }) {
    for (const seat of players) {
      players.x[seat] += SPEED;
      ${line}
    }
  },
});
`;
const LINE = 14;

const State = v.object({
  tick: v.number(),
  source: v.number(),
  stopped: v.optional(v.object({ text: v.string(), at: v.optional(v.string()), tick: v.number() })),
  findings: v.array(v.object({ text: v.string(), kind: v.string(), at: v.optional(v.string()) })),
  tables: v.array(
    v.object({
      name: v.string(),
      columns: v.array(v.object({ name: v.string() })),
      rows: v.array(v.array(v.number())),
    }),
  ),
});
type State = v.InferOutput<typeof State>;

let server: ChildProcess | undefined;
let browser: Browser | undefined;
let [url, code, said] = ["", "", ""];
let page: Page;
/** Where the player sits, from the first picture on: every edit leads back there. */
let seat = -1;

const state = async (): Promise<State> => v.parse(State, await (await fetch(`${url}/api/dev/${code}`)).json());

/** Where the player's body is; undefined while there is none. */
function bodyIn({ tables }: State): number | undefined {
  const table = tables.find(({ name }) => name === "players");
  const column = table?.columns.findIndex(({ name }) => name === "x") ?? -1;
  return table?.rows.find(([row]) => row === seat)?.[column + 1];
}

/** Where the player's body is, and when. */
async function body(): Promise<{ readonly tick: number; readonly x: number }> {
  const now = await state();
  const x = bodyIn(now);
  if (x === undefined) throw new Error("the player has no body");
  return { tick: now.tick, x };
}

/** How far it moves in a tick. */
async function speed(): Promise<number> {
  const from = await body();
  await expect.poll(async () => (await body()).tick, PATIENCE).toBeGreaterThan(from.tick + 5);
  const to = await body();
  return (to.x - from.x) / (to.tick - from.tick);
}

const goesOn = async (): Promise<void> => {
  const { tick } = await state();
  await expect.poll(async () => (await state()).tick, PATIENCE).toBeGreaterThan(tick + 10);
};

/** Saves the rules, and waits until the match has taken them over, and the page has begun anew with them. */
async function edit(how: Edit): Promise<void> {
  const { source } = await state();
  await page.evaluate(() => Reflect.set(window, "isBefore", true));
  writeFileSync(RULES, rules(how));
  await expect.poll(async () => (await state()).source, PATIENCE).not.toBe(source);
  await page.waitForFunction(() => !Reflect.has(window, "isBefore"), undefined, PATIENCE);
}

/** Vite may load the page anew, once it knows what it needs: then a name that was typed before is gone. */
async function arrived(): Promise<Probe> {
  for (;;) {
    const seen = await probe(page);
    if (seen?.firstFrameAt !== undefined) return seen;
    const name = by(page, "name");
    if ((await name.count()) > 0 && (await name.inputValue()) === "") {
      await name.fill("Ada");
      await page.keyboard.press("Enter");
    }
    await page.waitForTimeout(200);
  }
}

const notices = async (): Promise<string> => (await by(page, "dev-notice").allInnerTexts()).join("\n");
const stands = (): Promise<string> => by(page, "dev-stopped").innerText({ timeout: 60_000 });

beforeAll(async () => {
  cpSync(TEMPLATE, folder, { recursive: true });
  cpSync(join(folder, "template.package.json"), join(folder, "package.json"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("."), join(folder, "node_modules/scrim"));
  writeFileSync(RULES, rules());
  const port = await freePort();
  server = owned(
    spawn(process.execPath, [resolve("scripts/author/dev.ts")], {
      cwd: folder,
      // Vite colours its words where `CI` is set, and then the word that is waited for is never there as such.
      env: { ...process.env, PORT: String(port), NO_COLOR: "1", X_LOCAL_EXPLORER: "false" },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  url = `http://localhost:${port}`;
  const child = server;
  await new Promise<void>((done, fail) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Local:")) done();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (status) => fail(new Error(`scrim dev ended with ${status}:\n${said}`)));
  });
  const made = await fetch(`${url}/api/matches`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Host", mode: "play", settings: {} }),
  });
  ({ code } = v.parse(v.object({ code: v.string() }), await made.json()));
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  await page.goto(`${url}/m/${code}`);
  await by(page, "name").fill("Ada");
  await page.keyboard.press("Enter");
  ({ seat } = await arrived());
});

afterAll(async () => {
  await browser?.close();
  if (server) await end(server);
  rmSync(folder, { recursive: true, force: true });
});

it("a number that is edited counts in the same match, in which the player stays", async () => {
  // The body comes with the page's first input.
  await expect.poll(async () => bodyIn(await state()), PATIENCE).toBeDefined();
  expect(await speed()).toBe(2);
  const before = await body();
  await edit({ speed: "5" });
  expect(await speed()).toBe(5);
  const after = await body();
  expect(after.tick).toBeGreaterThan(before.tick);
  expect(after.x).toBeGreaterThan(before.x);
  await expect
    .poll(notices, PATIENCE)
    .toContain("the rules changed and `version` did not: the match goes on from tick");
  expect(said).toContain("my-game: the rules changed and `version` did not");
  // The page has come back into the same seat, by the same rules.
  await expect.poll(() => page.evaluate(() => window.scrim?.seat), PATIENCE).toBe(seat);
});

it("a table that gets a column keeps its rows", async () => {
  const before = await body();
  await edit({ tables: ", shield: u8()" });
  expect((await body()).x).toBeGreaterThanOrEqual(before.x);
  expect(await speed()).toBe(2);
});

it("a value that does not fit its column is named, and the match goes on", async () => {
  await edit({ line: "players.mood[seat] = 300;" });
  await expect.poll(notices, PATIENCE).toMatch(/players\.mood\[\d\] is set to 300: mood is a u8, which holds 0 to 255/);
  expect(await notices()).toContain(`game.ts:${LINE}:`);
  await goesOn();
});

it("chance from outside the world is named, with the cell", async () => {
  await edit({ line: "players.y[seat] = Math.trunc(Math.random() * 700);" });
  await expect.poll(notices, PATIENCE).toMatch(/players\.y\[\d\] is \d+ the first time and \d+ the second/);
  await goesOn();
});

it("a step that throws leaves the match where it was, until it is mended", async () => {
  await edit({ line: 'if (players.x[seat] > 0) throw new Error("no such tile");' });
  expect(await stands()).toContain("Error: no such tile");
  expect(await stands()).toContain(`game.ts:${LINE}:`);
  await picture(page, "dev-stopped");
  const { tick } = await state();
  expect((await state()).stopped?.tick).toBe(tick);
  await edit({ line: "" });
  await by(page, "dev-stopped").waitFor({ state: "detached", timeout: 60_000 });
  expect((await state()).tick).toBeGreaterThanOrEqual(tick);
  await goesOn();
});

it("a misspelt column is told with the one that was meant", async () => {
  await edit({ line: "players.moood[seat] = 1;" });
  expect(await stands()).toContain("players has no column moood: did you mean mood?");
  expect(await stands()).toContain(`game.ts:${LINE}:`);
  await edit({ line: "players.mood[seat] = 1;" });
  await goesOn();
});

it("a loop that does not end is ended", async () => {
  await edit({ line: "while (players.x[seat] > 0) players.mood[seat] = 1;" });
  expect(await stands()).toContain("a loop has gone round 2000000 times in one call: it does not end");
  expect(await stands()).toContain(`game.ts:${LINE}:`);
  await edit({});
  await goesOn();
});

it("rules that can't be read leave the match under those before", async () => {
  // A page that has yet to load the rules before has none, once they can't be read.
  await arrived();
  const { source } = await state();
  writeFileSync(RULES, rules({ line: "const = 5;" }));
  await expect.poll(notices, PATIENCE).toContain("The rules can't be loaded");
  expect(await notices()).toContain(`game.ts:${LINE}:`);
  await goesOn();
  expect((await state()).source).toBe(source);
  await edit({ speed: "3" });
  expect(await speed()).toBe(3);
});

it("a view that throws is shown with its line, and the match goes on", async () => {
  const view = readFileSync(VIEW, "utf8");
  const line = "context.fillStyle = mark(seat).colour;";
  writeFileSync(VIEW, view.replace(line, 'throw new Error("no such colour");'));
  const at = view.slice(0, view.indexOf(line)).split("\n").length;
  await expect.poll(notices, PATIENCE).toContain("no such colour");
  await expect.poll(notices, PATIENCE).toContain(`view.ts:${at}:`);
  await goesOn();
  writeFileSync(VIEW, view);
  await expect.poll(notices, PATIENCE).not.toContain("no such colour");
  await goesOn();
});

it("the panel shows the world, holds it, steps it, and sets a cell", async () => {
  await page.keyboard.press("F2");
  const panel = by(page, "dev-panel");
  await panel.getByRole("button", { name: "Pause" }).click();
  await panel.getByText("paused").waitFor();
  const { tick } = await state();
  await by(page, "dev-step").click();
  await expect.poll(async () => (await state()).tick, PATIENCE).toBe(tick + 1);
  // Back is from what the panel shows.
  await expect.poll(() => by(page, "dev-tick").innerText(), PATIENCE).toBe(String(tick + 1));
  await by(page, "dev-back").click();
  await expect.poll(async () => (await state()).tick, PATIENCE).toBe(tick);
  const y = panel.locator(`td[title="players.y[${seat}]"]`);
  await y.click();
  await by(page, "dev-cell").locator("input").fill("222");
  await by(page, "dev-cell").getByRole("button", { name: "Set" }).click();
  await expect.poll(() => y.innerText(), PATIENCE).toBe("222");
  await picture(page, "dev-panel");
  await panel.getByRole("button", { name: "Run on" }).click();
  await goesOn();
});
