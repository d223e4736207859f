/** Looks at several pools at once, for a request. */
import type { Context } from "hono";
import { log, messageOf } from "../log.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { App } from "./app.ts";
import { type DatedSnapshot, Snapshots } from "./snapshots.ts";

/** Of this isolate. */
const snapshots = new Snapshots();

export type Looked = readonly (DatedSnapshot & { readonly place: PoolPlace })[];

/**
 * The snapshots of these pools. One that does not answer is left out.
 * @throws what the last one threw, where none answers
 */
export async function look(c: Context<App>, places: readonly PoolPlace[], now: number): Promise<Looked> {
  const { env, executionCtx } = c;
  const looker = { env, url: c.req.url, waitUntil: (work: Promise<unknown>) => executionCtx.waitUntil(work) };
  const asked = await Promise.allSettled(
    places.map(async (place) => ({ place, ...(await snapshots.of(looker, place, now)) })),
  );
  const answers = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  for (const one of asked) {
    if (one.status === "fulfilled") continue;
    if (answers.length === 0) throw one.reason;
    log.warn("pool_silent", { detail: messageOf(one.reason) });
  }
  return answers;
}
