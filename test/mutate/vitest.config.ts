import { defineConfig } from "vitest/config";

/** The folder whose tests look at the mutants: run.ts says which. */
const { MUTATE_TESTS = "test/unit" } = process.env;

export default defineConfig({
  test: { include: [`${MUTATE_TESTS}/**/*.test.ts`], testTimeout: 60_000 },
});
