/** `npm run ladder`: ladders under kills, beside the truth, and a server's checked from outside. Each sub-command is a file of its own. */
import { UsageError } from "../../scripts/usage.ts";

interface SubCommand {
  readonly about: string;
  /** Its module, loaded when it is asked for. */
  readonly load: () => Promise<{ readonly run: (args: readonly string[]) => Promise<void> }>;
}

const COMMANDS: Readonly<Record<string, SubCommand>> = {
  simulate: {
    about: "rounds that end, and are told and rated, while all that takes part in it is killed",
    load: () => import("./simulate/command.ts"),
  },
  truth: {
    about: "bots of known strengths play a ladder: how near its ratings come to the truth",
    load: () => import("./truth/command.ts"),
  },
  verify: {
    about: "checks a server's ladder: each replay, each result and each rating",
    load: () => import("./verify/command.ts"),
  },
  corpus: {
    about: "makes a ladder with its replays, headless, for verify and rebuild",
    load: () => import("./corpus/command.ts"),
  },
  rebuild: {
    about: "makes a server's ladder anew, from its results alone",
    load: () => import("./verify/rebuild-command.ts"),
  },
};

const USAGE = `npm run ladder -- COMMAND [options]

${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join("\n")}

npm run ladder -- COMMAND --help says what a command takes.`;

const [name, ...args] = process.argv.slice(2);
if (name === undefined || name === "--help" || name === "-h") console.log(USAGE);
else if (Object.hasOwn(COMMANDS, name)) {
  const { run } = await COMMANDS[name].load();
  await run(args);
} else {
  const { message } = new UsageError(`there is no command ${name}: use ${Object.keys(COMMANDS).join(", ")}`);
  console.error(message);
  process.exitCode = 2;
}
