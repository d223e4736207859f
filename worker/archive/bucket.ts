/**
 * Where replays are kept: in the bucket, where this Worker has one, else by the object of their match. Flights too; without a
 * bucket each is in an object of its own, for its name must not say whose match it is of.
 */
import { readCode } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { replayId } from "./archive.ts";
import { KEPT_IN, KEPT_MS } from "./retention.ts";
import type { StoredTrace } from "./traces.ts";

type Places = Pick<Env, "REPLAYS" | "MATCH">;

const keyOf = (id: string): string => `${KEPT_IN.replays}${id}`;

/** Which replay an address names: a match's, of its latest round where none is named. */
export function readReplayId(text: string): { readonly code: string; readonly round: number | undefined } | undefined {
  const [, name, number] = /^(.*?)(?:-([1-9]\d{0,14}))?$/.exec(text) ?? [];
  // A code may itself be written with hyphens: then the whole of it is one.
  const whole = readCode(text);
  const code = whole ?? readCode(name ?? "");
  if (code === undefined) return undefined;
  return { code, round: whole === undefined && number !== undefined ? Number(number) : undefined };
}

export function keepReplay(bucket: R2Bucket, code: string, round: number, file: Uint8Array): Promise<unknown> {
  return bucket.put(keyOf(replayId(code, round)), file);
}

/** The file; undefined where there is none, or no more. */
export async function findReplay(
  { REPLAYS, MATCH }: Places,
  { code, round }: { readonly code: string; readonly round: number | undefined },
): Promise<ArrayBuffer | Uint8Array | undefined> {
  if (!REPLAYS) return MATCH.getByName(code).replay(round);
  const latest = round ?? (await latestRound(REPLAYS, code));
  const kept = latest === undefined ? null : await REPLAYS.get(keyOf(replayId(code, latest)));
  return kept ? unlessOld(REPLAYS, kept) : undefined;
}

/** The bucket's rule deletes what is kept no more, within a day: a client that asks before that is not told of it either. */
async function unlessOld(bucket: R2Bucket, kept: R2ObjectBody): Promise<ArrayBuffer | undefined> {
  if (Date.now() - kept.uploaded.getTime() <= KEPT_MS.bucket) return kept.arrayBuffer();
  await bucket.delete(kept.key);
  return undefined;
}

const traceKey = (id: string, part: keyof StoredTrace): string =>
  part === "log" ? `${KEPT_IN.flights}${id}/log` : `${KEPT_IN.flights}${id}`;

export async function keepTrace({ REPLAYS, MATCH }: Places, id: string, stored: StoredTrace): Promise<void> {
  if (!REPLAYS) return MATCH.getByName(id).keepTrace(stored);
  // Whoever finds the flight finds its log.
  await REPLAYS.put(traceKey(id, "log"), stored.log);
  await REPLAYS.put(traceKey(id, "trace"), stored.trace);
}

/** A part of a flight; undefined where there is none, or no more. */
export async function findTrace(
  { REPLAYS, MATCH }: Places,
  id: string,
  part: keyof StoredTrace,
): Promise<ArrayBuffer | Uint8Array | undefined> {
  if (!REPLAYS) return MATCH.getByName(id).keptTrace(part);
  const kept = await REPLAYS.get(traceKey(id, part));
  return kept ? unlessOld(REPLAYS, kept) : undefined;
}

async function latestRound(bucket: R2Bucket, code: string): Promise<number | undefined> {
  const prefix = keyOf(`${code}-`);
  let latest: number | undefined;
  let cursor: string | undefined;
  do {
    // Of each list a part: they are by their letters, so the latest may be in any.
    const listed = await bucket.list({ prefix, ...(cursor !== undefined && { cursor }) });
    for (const { key } of listed.objects) {
      const round = Number(key.slice(prefix.length));
      if (Number.isInteger(round)) latest = Math.max(latest ?? round, round);
    }
    cursor = listed.truncated ? listed.cursor : undefined;
  } while (cursor !== undefined);
  return latest;
}
