import { availableParallelism } from "node:os";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// A slow machine fails no test: time limits only end what hangs. Milliseconds.

/** Its party waits in a queue, where it must meet no other test's players. */
const ALONE = "test/e2e/party.test.ts";
/** Its flooder keeps just below what a socket may send by the second: on a machine that is busy it sends less, or all at once. */
const FLOOD = "test/e2e/monitor-match.test.ts";
/** Each has a server of its own, and says nothing of how soon it is back: they wait for rounds to end beside the browser tests. */
const LONG = ["by-mail", "ladder", "rating", "releases", "together"].map((name) => `test/restart/${name}.test.ts`);

/** They ask what a server has in all, or break its objects: each has one of its own. */
const ALONE_WITHIN = ["chaos", "decisions", "flight", "ladder", "list", "pool", "quota", "unfurl", "update"].map(
  (name) => `test/workerd/${name}.test.ts`,
);

/** What is polled for comes late where the machine is busy: with it, a page's code that is loaded when it is needed. */
const expectLate = { poll: { timeout: 30_000 } };

/** Tests that run within workerd. */
const within = (test: object) => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: { bindings: { TICKET_SECRET: "a secret of the tests, and of nothing else" } },
    }),
  ],
  test: { testTimeout: 60_000, expect: expectLate, ...test },
});

/** Servers within workerd at a time: their tests wait more than they work. */
const servers = Math.max(2, availableParallelism());

const patience = { testTimeout: 180_000, hookTimeout: 120_000 };
/** Tests of the built server. */
const built = { globalSetup: "test/e2e/global.ts", ...patience };
/** Browser tests wait too, for a page, a server or a match to end: three files for two cores. With four, pages stall for seconds. */
const beside = {
  maxWorkers: Math.max(3, Math.floor(1.5 * availableParallelism())),
  // Asking a page oftener keeps it from its own work.
  expect: { poll: { ...expectLate.poll, interval: 150 } },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: 60_000,
          expect: expectLate,
          // Vitest leaves one core alone, which is half of a small machine.
          maxWorkers: "100%",
        },
      },
      within({
        name: "workerd",
        include: ["test/workerd/**/*.test.ts"],
        exclude: ALONE_WITHIN,
        maxWorkers: servers,
        // To start a server and load all of its modules takes longer than most of these files: they share a few servers.
        isolate: false,
        setupFiles: ["test/workerd/support/empty.ts"],
        sequence: { groupOrder: 1 },
      }),
      within({ name: "workerd-alone", include: ALONE_WITHIN, maxWorkers: servers, sequence: { groupOrder: 1 } }),
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", ...LONG],
          exclude: [ALONE, FLOOD],
          ...built,
          ...beside,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "restart",
          include: ["test/restart/**/*.test.ts", ALONE],
          exclude: LONG,
          ...built,
          // They say how soon a match is back: no other test takes the machine from them.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: "flood",
          include: [FLOOD],
          ...built,
          expect: expectLate,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          // Servers of its own, in folders of its own: they build and start beside the browser tests, which takes long.
          testTimeout: 2 * patience.testTimeout,
          hookTimeout: 2 * patience.hookTimeout,
          ...beside,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
