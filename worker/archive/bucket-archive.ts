/** The archive of a Worker with a bucket. A lifecycle rule of the bucket deletes files that have expired (scripts/lifecycle.ts). */
import type { Archive, MadeReplay, ReplayDisk } from "./archive.ts";
import { type ReplayName, replayId } from "./replay-id.ts";
import { KEPT_IN, KEPT_MS } from "./retention.ts";
import type { StoredTrace } from "./stored-trace.ts";

const replayKey = (id: string): string => `${KEPT_IN.replays}${id}`;

const traceKey = (id: string, part: keyof StoredTrace): string =>
  part === "log" ? `${KEPT_IN.flights}${id}/log` : `${KEPT_IN.flights}${id}`;

export class BucketArchive implements Archive {
  readonly #bucket: R2Bucket;

  constructor(bucket: R2Bucket) {
    this.#bucket = bucket;
  }

  async keepReplay(disk: ReplayDisk, code: string, round: number, { file, hash }: MadeReplay): Promise<void> {
    await this.#bucket.put(replayKey(replayId(code, round)), file);
    disk.archive(round, undefined, hash);
  }

  async findReplay({ code, round }: ReplayName): Promise<ArrayBuffer | undefined> {
    const latest = round ?? (await this.#latestRound(code));
    return latest === undefined ? undefined : this.#find(replayKey(replayId(code, latest)));
  }

  async keepTrace(id: string, { trace, log }: StoredTrace): Promise<void> {
    // The log first: a client that finds the trace finds its log too.
    await this.#bucket.put(traceKey(id, "log"), log);
    await this.#bucket.put(traceKey(id, "trace"), trace);
  }

  findTrace(id: string, part: keyof StoredTrace): Promise<ArrayBuffer | undefined> {
    return this.#find(traceKey(id, part));
  }

  /** The bucket's rule deletes a file within a day of its expiry: from its expiry on no client gets it either. */
  async #find(key: string): Promise<ArrayBuffer | undefined> {
    const kept = await this.#bucket.get(key);
    if (!kept) return undefined;
    if (Date.now() - kept.uploaded.getTime() <= KEPT_MS.bucket) return kept.arrayBuffer();
    await this.#bucket.delete(key);
    return undefined;
  }

  async #latestRound(code: string): Promise<number | undefined> {
    const prefix = replayKey(`${code}-`);
    let latest: number | undefined;
    let cursor: string | undefined;
    do {
      // The bucket lists keys by their letters, not by their numbers, so the latest round may be in any part of the list.
      const listed = await this.#bucket.list({ prefix, ...(cursor !== undefined && { cursor }) });
      for (const { key } of listed.objects) {
        const round = Number(key.slice(prefix.length));
        if (Number.isInteger(round)) latest = Math.max(latest ?? round, round);
      }
      cursor = listed.truncated ? listed.cursor : undefined;
    } while (cursor !== undefined);
    return latest;
  }
}
