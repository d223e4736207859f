import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KEPT_MS } from "#worker/archive/retention.ts";
import { DAY_MS } from "#worker/clock.ts";
import { setLifecycle } from "../../../scripts/lifecycle.ts";

const Rules = v.object({ rules: v.array(v.looseObject({ id: v.string() })) });
type Rule = v.InferOutput<typeof Rules>["rules"][number];

const THEIRS: Rule = { id: "an operator's own", enabled: true, conditions: { prefix: "exports/" } };

/** Cloudflare's API, as far as the rules of buckets go: the real wrangler speaks with it. */
const buckets = new Map<string, readonly Rule[]>();
const api = createServer(async (request, response) => {
  const bucket = /^\/accounts\/account\/r2\/buckets\/([^/]+)\/lifecycle$/.exec(request.url ?? "")?.[1];
  const rules = bucket === undefined ? undefined : buckets.get(bucket);
  if (bucket !== undefined && rules && request.method === "PUT")
    buckets.set(bucket, v.parse(Rules, await json(request)).rules);
  const errors = rules ? [] : [{ code: 10006, message: "The specified bucket does not exist." }];
  response.writeHead(rules ? 200 : 404, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ success: rules !== undefined, errors, messages: [], result: { rules } }));
});

beforeEach(async () => {
  await new Promise<void>((done) => api.listen(0, "127.0.0.1", done));
  const { port } = api.address() as AddressInfo;
  vi.stubEnv("CLOUDFLARE_API_BASE_URL", `http://127.0.0.1:${port}`);
  vi.stubEnv("CLOUDFLARE_API_TOKEN", "none");
  vi.stubEnv("CLOUDFLARE_ACCOUNT_ID", "account");
  // It speaks with nothing else, and writes nothing.
  for (const name of ["WRANGLER_SEND_METRICS", "WRANGLER_WRITE_LOGS"]) vi.stubEnv(name, "false");
  vi.stubEnv("WRANGLER_HIDE_BANNER", "true");
  buckets.clear();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((done) => api.close(done));
});

const ours = (what: string) => ({
  id: `scrim-${what}`,
  enabled: true,
  conditions: { prefix: `${what}/` },
  deleteObjectsTransition: { condition: { type: "Age", maxAge: KEPT_MS.bucket / 1000 } },
});

// Each of wrangler's commands is a process of its own, which takes a second or more to begin.
describe("a deploy gives the bucket rules", { timeout: 300_000 }, () => {
  it("by which replays and flights go as late as the server shows them, once however often it is done", async () => {
    buckets.set("scrim-replays", [THEIRS]);
    const deployed = { name: "scrim", r2_buckets: [{ binding: "REPLAYS" }] };
    await setLifecycle(deployed);
    const expected = [THEIRS, ours("replays"), ours("flights")];
    expect(buckets.get("scrim-replays")).toEqual(expected);
    expect(KEPT_MS.bucket % DAY_MS).toBe(0);
    await setLifecycle(deployed);
    expect(buckets.get("scrim-replays")).toEqual(expected);
  });

  it("under the name that wrangler.toml gives it; none where no bucket is bound, and says so where it is not there", async () => {
    buckets.set("mine", [
      { ...ours("replays"), deleteObjectsTransition: { condition: { type: "Age", maxAge: 86_400 } } },
    ]);
    await setLifecycle({ name: "scrim", r2_buckets: [{ binding: "REPLAYS", bucket_name: "mine" }] });
    expect(buckets.get("mine")).toEqual([ours("replays"), ours("flights")]);
    await setLifecycle({ name: "scrim", r2_buckets: [] });
    await expect(setLifecycle({ name: "other", r2_buckets: [{ binding: "REPLAYS" }] })).rejects.toThrow(
      "other-replays",
    );
    expect([...buckets.keys()]).toEqual(["mine"]);
  });
});
