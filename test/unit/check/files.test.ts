/** The parts of `npm run check` that look at a game's files: in a folder that stands in for a checkout. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lint } from "#test/check/parts/lint.ts";
import { types } from "#test/check/parts/types.ts";
import type { Fault, Verdict } from "#test/check/report.ts";
import { faulty } from "#test/support/faulty-games.ts";

const GAME = "shared/games/planted";

const SOUND = `export const step = (x: number): number => Math.trunc(x / 2);\n`;

const TSCONFIG = {
  extends: "./tsconfig.base.json",
  compilerOptions: { lib: ["es2023"], outDir: "out" },
  include: ["shared/**/*.ts"],
};

let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "scrim-check-"));
  for (const file of ["biome.json", "tsconfig.base.json", ".ci", ".dependency-cruiser.mjs"]) {
    cpSync(file, join(root, file), { recursive: true });
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"));
  mkdirSync(join(root, GAME), { recursive: true });
  mkdirSync(join(root, "worker"));
  writeFileSync(join(root, "worker", "clock.ts"), "export const now = 1;\n");
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify(TSCONFIG));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function subject(text: string) {
  writeFileSync(join(root, GAME, "index.ts"), text);
  return { game: faulty[0], root, folders: [GAME] };
}

const faultsOf = (found: Verdict): readonly Fault[] => (found.state === "not applicable" ? [] : found.faults);

describe("lint", () => {
  it("has nothing to say of a sound file, and is not for a game without files", async () => {
    expect(await lint(subject(SOUND))).toMatchObject({ state: "ok", faults: [] });
    expect((await lint({ game: faulty[0], root, folders: [] })).state).toBe("not applicable");
  });

  it("finds Math.random, and names the line", async () => {
    const [fault] = faultsOf(await lint(subject(`export const x = 1;\nexport const step = () => Math.random();\n`)));
    expect(fault.what).toMatch(/deterministic/i);
    expect(fault.where).toBe(`${GAME}/index.ts:2:27`);
  });

  it("finds a clock, and an import through a wall", async () => {
    const text = `import { now } from "../../../worker/clock.ts";\n\nexport const at = () => now + Date.now();\n`;
    const whats = faultsOf(await lint(subject(text))).map(({ what }) => what);
    expect(whats.some((what) => what.includes("Date"))).toBe(true);
    expect(whats.some((what) => /imports worker\/clock\.ts, against the rule/.test(what))).toBe(true);
  });
}, 60_000);

describe("types", () => {
  it("has nothing to say of a sound file, and finds an error with its line", async () => {
    expect(await types(subject(SOUND))).toMatchObject({ state: "ok", faults: [] });
    const [fault] = faultsOf(await types(subject(`export const step = (x: number): string => x;\n`)));
    expect(fault.what).toBe("Type 'number' is not assignable to type 'string'. (TS2322)");
    expect(fault.where).toBe(`${GAME}/index.ts:1:44`);
    // In an author's repository all files are the game's.
    const whole = { ...subject(`export const step = (x: number): string => x;\n`), folders: ["."] };
    expect(faultsOf(await types(whole)).map(({ where }) => where)).toEqual([`${GAME}/index.ts:1:44`]);
  });
}, 60_000);
