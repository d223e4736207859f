import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

// The server of these tests has just built dist/.

it("a dry-run deploy builds what `npm run deploy` would send", () => {
  const out = mkdtempSync(join(tmpdir(), "scrim-deploy-"));
  const { stdout, stderr, status } = spawnSync(
    join("node_modules", ".bin", "wrangler"),
    ["deploy", "-c", "dist/scrim/wrangler.json", "--dry-run", "--outdir", out],
    { encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  for (const binding of ["MATCH", "MATCHMAKER", "ASSETS"]) expect(stdout).toContain(`env.${binding}`);
  expect(readdirSync(out).some((file) => file.endsWith(".js"))).toBe(true);
  rmSync(out, { recursive: true });
});

it("first load is under 475 KB of compressed JavaScript, all chunks of a match counted", () => {
  const folder = "dist/client/assets";
  const scripts = readdirSync(folder).filter((file) => file.endsWith(".js"));
  const size = (file: string) => gzipSync(readFileSync(join(folder, file))).length;
  // A match loads the view of its own game alone: the largest is counted.
  const views = scripts.filter((file) => file.startsWith("view-")).map(size);
  // Who plays needs nothing of replays and recordings.
  const late = /^(view|replay|flight)/;
  const others = scripts.filter((file) => !late.test(file)).map(size);
  expect(views.length).toBe(2);
  const total = others.reduce((sum, bytes) => sum + bytes, Math.max(...views));
  console.log(`JavaScript, gzip: ${(total / 1000).toFixed(0)} KB in ${others.length + 1} files`);
  expect(total).toBeLessThan(475_000);
});
