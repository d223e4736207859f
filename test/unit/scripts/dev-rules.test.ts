/** How `npm run dev` marks the games that it loads. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { declareSource, filesOf, sourceHash } from "../../../scripts/dev-rules.ts";

const folder = mkdtempSync(join(tmpdir(), "scrim-rules-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("notes the source where a game is declared, and moves no line", () => {
  const code =
    'import { defineGame, i32 } from "#shared/sim/index.ts";\n\nexport const tag = defineGame({\n  name: "tag",\n});\n';
  const marked = declareSource(code, 7);
  expect(marked.split("\n")[2]).toBe("export const tag = __scrimFromSource(7)(defineGame)({");
  expect(marked.split("\n")[0]).toBe(code.split("\n")[0]);
  expect(marked).toContain('from "/shared/dev/versions.ts"');
});

it("tells a game's sources by all the files that it is made of, and by no other", () => {
  const index = join(folder, "index.ts");
  mkdirSync(join(folder, "bot"), { recursive: true });
  writeFileSync(index, 'import { mind } from "./bot/mind.ts";\nimport { i32 } from "#shared/sim/index.ts";\n');
  writeFileSync(
    join(folder, "bot", "mind.ts"),
    'import "#shared/kit/grid.ts";\nimport type { M } from "../index.ts";\n',
  );
  const files = filesOf(index, process.cwd());
  expect(files.slice(0, 3)).toEqual([index, join(folder, "bot", "mind.ts"), resolve("shared/kit/grid.ts")]);
  expect(files.slice(3).every((file) => file.startsWith(resolve("shared/kit")))).toBe(true);
  const first = sourceHash(files);
  writeFileSync(join(folder, "view.ts"), "a view");
  expect(sourceHash(filesOf(index, process.cwd()))).toBe(first);
  writeFileSync(join(folder, "bot", "mind.ts"), 'import "#shared/kit/grid.ts";\n');
  expect(sourceHash(filesOf(index, process.cwd()))).not.toBe(first);
});
