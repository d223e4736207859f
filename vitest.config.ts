import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// A slow machine fails no test: time limits only end what hangs. Milliseconds.

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: 60_000,
          // Vitest leaves one core alone, which is half of a small machine.
          maxWorkers: "100%",
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { bindings: { TICKET_SECRET: "a secret of the tests, and of nothing else" } },
          }),
        ],
        test: {
          name: "workerd",
          include: ["test/workerd/**/*.test.ts"],
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", "test/restart/**/*.test.ts"],
          globalSetup: "test/e2e/global.ts",
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Most of these tests wait, for a match to end or for an object to fall asleep: so some of them do it side by side.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
