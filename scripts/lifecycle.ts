/** The bucket's own rules: what is older than it is kept is deleted, whether a client asks for it or not. */
import { stripVTControlCharacters } from "node:util";
import * as v from "valibot";
import { KEPT_IN, KEPT_MS } from "#worker/archive/retention.ts";
import { DAY_MS } from "#worker/clock.ts";
import { wrangler } from "./wrangler.ts";

/** What of a built Worker's settings tells its bucket. */
export const Deployed = v.object({
  name: v.string(),
  r2_buckets: v.optional(
    v.array(
      v.object({ binding: v.string(), bucket_name: v.optional(v.string()), jurisdiction: v.optional(v.string()) }),
    ),
    [],
  ),
});
export type Deployed = v.InferOutput<typeof Deployed>;

const BINDING = "REPLAYS";

const days = KEPT_MS.bucket / DAY_MS;

/** By its name a rule of ours is known among those of the bucket. */
const ruleOf = (what: string): string => `scrim-${what}`;

/**
 * Gives the bucket a rule for each kind of object. A rule of an earlier deploy is replaced, and those of others stay.
 * @throws {Error} wrangler has failed
 */
export async function setLifecycle({ name, r2_buckets }: Deployed): Promise<void> {
  const bound = r2_buckets.find(({ binding }) => binding === BINDING);
  if (!bound) return;
  // As wrangler calls the bucket that it makes for a binding without a name.
  const bucket = bound.bucket_name ?? `${name}-${BINDING.toLowerCase()}`;
  const where = bound.jurisdiction === undefined ? [] : ["--jurisdiction", bound.jurisdiction];
  const lifecycle = ["r2", "bucket", "lifecycle"];
  const listed = stripVTControlCharacters(await wrangler([...lifecycle, "list", bucket, ...where], true));
  const there = new Set([...listed.matchAll(/^name:\s+(.+?)\s*$/gm)].map(([, rule]) => rule));
  for (const [what, prefix] of Object.entries(KEPT_IN)) {
    const rule = ruleOf(what);
    if (there.has(rule)) await wrangler([...lifecycle, "remove", bucket, "--name", rule, ...where]);
    await wrangler([...lifecycle, "add", bucket, rule, prefix, "--expire-days", `${days}`, "--force", ...where]);
  }
}
