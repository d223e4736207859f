/** The Worker of an author's game: what the author's wrangler.toml says, and for the rest this package's. */
import { join } from "node:path";
import type { PluginConfig } from "@cloudflare/vite-plugin";
import * as v from "valibot";
import { experimental_readRawConfig, unstable_readConfig } from "wrangler";
import { UsageError } from "../usage.ts";
import { PACKAGE, type Project } from "./project.ts";

const FILE = "wrangler.toml";

/**
 * The limits' numbers must be no other Worker's of the account: where the author gives none they follow from the name.
 * FNV-1a, in 24 bits.
 */
export function limitNumber(name: string, limit: number): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return String(100_000 + (hash & 0xffffff) * 10 + limit);
}

/** Types of wrangler's own say nothing of these. */
const Limits = v.array(v.looseObject({ namespace_id: v.string() }));

/** Options of Cloudflare's plugin. @throws {UsageError} there is no wrangler.toml, or it has no name */
export function workerOf({ folder }: Project): Pick<PluginConfig, "configPath" | "config"> {
  const configPath = join(folder, FILE);
  const own = experimental_readRawConfig({ config: configPath }).rawConfig;
  const { name } = own;
  if (name === undefined)
    throw new UsageError(`${configPath} has no name: it is the Worker's, such as name = "my-game"`);
  const ours = join(PACKAGE, FILE);
  const given = experimental_readRawConfig({ config: ours }).rawConfig;
  const whole = unstable_readConfig({ config: ours });
  const missing = Object.keys(given).filter((key) => !Object.hasOwn(own, key));
  const ratelimits = v
    .parse(Limits, whole.ratelimits)
    .map((limit, n) => ({ ...limit, namespace_id: limitNumber(name, n) }));
  return {
    configPath,
    config: (worker) => {
      for (const key of missing) Object.assign(worker, { [key]: Reflect.get({ ...whole, ratelimits }, key) });
    },
  };
}
