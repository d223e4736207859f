import type { Env } from "../env.ts";
import type { Archive } from "./archive.ts";
import { BucketArchive } from "./bucket-archive.ts";
import { ObjectArchive } from "./object-archive.ts";

/** The archive that this Worker has: its bucket, or else its objects. */
export const archiveOf = (env: Pick<Env, "REPLAYS" | "MATCH">): Archive =>
  env.REPLAYS ? new BucketArchive(env.REPLAYS) : new ObjectArchive(env);
