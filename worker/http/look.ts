/** Looks at several pools at once, for a request. */
import type { Context } from "hono";
import { log, messageOf } from "../log.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { PoolSnapshot } from "../pool/rpc.ts";
import type { App } from "./app.ts";
import { lookerOf } from "./shared-reads.ts";
import { Snapshots } from "./snapshots.ts";

/** Of this isolate. */
const snapshots = new Snapshots();

export type Looked = readonly { readonly at: number; readonly snapshot: PoolSnapshot; readonly place: PoolPlace }[];

/**
 * The snapshots of these pools. One that does not answer is left out.
 * @throws what the last one threw, where none answers
 */
export async function look(c: Context<App>, places: readonly PoolPlace[], now: number): Promise<Looked> {
  const looker = { ...lookerOf(c), env: c.env };
  const asked = await Promise.allSettled(
    places.map(async (place) => {
      const { at, value: snapshot } = await snapshots.of(looker, place, now);
      return { place, at, snapshot };
    }),
  );
  const answers = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  for (const one of asked) {
    if (one.status === "fulfilled") continue;
    if (answers.length === 0) throw one.reason;
    log.warn("pool_silent", { detail: messageOf(one.reason) });
  }
  return answers;
}
