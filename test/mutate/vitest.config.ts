import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The folder whose tests look at the mutants: run.ts says which. */
const { MUTATE_TESTS = "test/unit" } = process.env;

/** Runs the quick files first: a mutant is done with at the first test that fails. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

export default defineConfig({
  test: { include: [`${MUTATE_TESTS}/**/*.test.ts`], testTimeout: 60_000, sequence: { sequencer: QuickFirst } },
});
