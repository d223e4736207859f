/** `scrim deploy`: builds an author's game and deploys it. */
import { runCommand } from "../usage.ts";
import { build } from "./built.ts";

const USAGE = `scrim deploy [--dry-run]

Builds, and deploys with wrangler, which reads the options.

  --dry-run  sends nothing: only says what would be sent`;

const HELP = ["--help", "-h"];
const args = process.argv.slice(2);
await runCommand({ usage: USAGE, options: {} }, build, HELP.includes(args[0] ?? "") ? args : []);
if (process.exitCode === 0 && !HELP.includes(args[0] ?? "")) await import("../deploy.ts");
