/**
 * Lets Node load this package out of node_modules, where it does not read TypeScript by itself: types are taken off as Node
 * does it elsewhere. In an author's repository the author's games stand in the place of those of the package. JavaScript,
 * since it is loaded before: docs/decisions/package.md.
 */
import { readFileSync, realpathSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const PACKAGE = pathToFileURL(realpathSync(fileURLToPath(new URL("../..", import.meta.url)))).href;

// Node warns that the function may change: this package says which Node it needs, and its tests notice.
const { emitWarning } = process;
process.emitWarning = (warning, ...rest) => {
  if (!String(warning).includes("stripTypeScriptTypes")) emitWarning.call(process, warning, ...rest);
};

registerHooks({
  load(url, context, next) {
    if (!url.startsWith(`${PACKAGE}`) || !url.endsWith(".ts")) return next(url, context);
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"));
    return { format: "module", shortCircuit: true, source };
  },
});

const { listsOf, projectAt } = await import("./project.ts");
const { UsageError } = await import("../usage.ts");

/** The author's repository. What is wrong with it is said in one line. */
function readProject() {
  try {
    return projectAt();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const project = readProject();
if (project) {
  const lists = listsOf(project, (file) => pathToFileURL(file).href);
  registerHooks({
    resolve: (specifier, context, next) =>
      Object.hasOwn(lists, specifier)
        ? { url: `scrim:${specifier}`, format: "module", shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url.startsWith("scrim:")
        ? { format: "module", shortCircuit: true, source: lists[url.slice("scrim:".length)] }
        : next(url, context),
  });
}
