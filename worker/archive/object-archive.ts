/** The archive of a Worker without a bucket: the object of a match keeps its replays, and each trace has an object of its own. */
import type { Env } from "../env.ts";
import { matchOf, traceKeeperOf } from "../objects.ts";
import type { Archive, MadeReplay, ReplayDisk } from "./archive.ts";
import type { ReplayName } from "./replay-id.ts";
import type { StoredTrace } from "./stored-trace.ts";

export class ObjectArchive implements Archive {
  readonly #env: Pick<Env, "MATCH">;

  constructor(env: Pick<Env, "MATCH">) {
    this.#env = env;
  }

  async keepReplay(disk: ReplayDisk, _code: string, round: number, { file, hash }: MadeReplay): Promise<void> {
    disk.archive(round, file, hash);
  }

  async findReplay({ code, round }: ReplayName): Promise<Uint8Array | undefined> {
    return matchOf(this.#env, code).replay(round);
  }

  async keepTrace(id: string, stored: StoredTrace): Promise<void> {
    await traceKeeperOf(this.#env, id).keepTrace(stored);
  }

  async findTrace(id: string, part: keyof StoredTrace): Promise<Uint8Array | undefined> {
    return traceKeeperOf(this.#env, id).keptTrace(part);
  }
}
