/** The engines that every match is played in. */
import { Absent, type Engine } from "../engine.ts";
import * as bun from "./bun.ts";
import * as chromium from "./chromium.ts";
import * as node from "./node.ts";
import * as workerd from "./workerd.ts";

const STARTS: Readonly<Record<string, () => Promise<Engine>>> = {
  Node: node.start,
  workerd: workerd.start,
  Chromium: chromium.start,
  Bun: bun.start,
};

export interface Started {
  readonly engines: readonly Engine[];
  /** A line for each engine that cannot be had here. */
  readonly skipped: readonly string[];
}

/** Starts all that this machine has. */
export async function startEngines(): Promise<Started> {
  const engines: Engine[] = [];
  const skipped: string[] = [];
  for (const [name, start] of Object.entries(STARTS)) {
    try {
      engines.push(await start());
    } catch (error) {
      if (!(error instanceof Absent)) {
        await stopEngines(engines);
        throw error;
      }
      skipped.push(`${name}: skipped: ${error.message}`);
    }
  }
  return { engines, skipped };
}

export async function stopEngines(engines: readonly Engine[]): Promise<void> {
  await Promise.all(engines.map((engine) => engine.stop()));
}
