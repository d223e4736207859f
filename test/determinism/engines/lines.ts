/** A process that is asked on its input, a question a line, and answers so on its output. */
import { createInterface } from "node:readline";
import far from "../reply.ts";

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${far.reply(line)}\n`);
