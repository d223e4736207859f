/** `scrim build`: builds an author's game. */
import { runCommand } from "../usage.ts";
import { build } from "./built.ts";

const USAGE = `scrim build

Builds the page and the Worker into dist/.`;

await runCommand({ usage: USAGE, options: {} }, build);
