/** `npm run api`: writes docs/API.md. */
import { writeFileSync } from "node:fs";
import { runCommand } from "../usage.ts";
import { apiPage } from "./page.ts";

const USAGE = `npm run api

Writes docs/API.md from the sources.`;

await runCommand({ usage: USAGE, options: {} }, () => {
  writeFileSync("docs/API.md", apiPage());
  return 0;
});
