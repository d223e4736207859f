/** V8, in the Node that runs this. */
import { type Engine, engineOn } from "../engine.ts";
import { childLine } from "./child.ts";

export async function start(): Promise<Engine> {
  const { node, v8 } = process.versions;
  return engineOn("Node", `${node}, V8 ${v8}`, await childLine(process.execPath));
}
