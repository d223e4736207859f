/** Loaded before a command, as a Node that cannot read TypeScript gets no further: docs/decisions/node.md. */
if (!process.features.typescript) {
  console.error(
    `Scrim runs on Node 22.18 or newer, and this is ${process.version}: install a newer one, or run npm ci without --omit=optional, which brings one along.`,
  );
  process.exit(1);
}

// What it has compiled once it keeps, in the temporary folder: the next start takes half a second less.
require("node:module").enableCompileCache();
