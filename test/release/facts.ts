/** What a release's fixtures hold, beside the storage itself: what a later build must find in it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { Result } from "#shared/protocol/index.ts";

/** A player, by id: a test signs them a token. */
const Who = v.object({ id: v.string(), name: v.string() });
export type Who = Readonly<v.InferOutput<typeof Who>>;

export const Facts = v.object({
  /** The commit whose build has stored it. */
  commit: v.string(),
  /** When its server ended, in milliseconds since 1970. */
  at: v.number(),
  /** A match whose first round has a result and a replay, and which is in the middle of the second. */
  match: v.object({
    code: v.string(),
    players: v.array(v.object({ ...Who.entries, seat: v.number() })),
    /** The newest tick that a player had seen. */
    tick: v.number(),
    /** As the API told them. */
    results: v.array(Result),
    /** SHA-256 of the first round's replay, in hexadecimal digits. */
    replay: v.string(),
    /** The id of a player's client trace. */
    trace: v.string(),
  }),
  /** A public match, and who plays it. */
  listed: v.object({ code: v.string(), mode: v.string(), player: Who }),
  /** Who waits in the queue of this mode, the oldest ticket first; and for how long by then, in milliseconds. */
  queue: v.object({ mode: v.string(), tickets: v.array(v.object({ players: v.array(Who), waited: v.number() })) }),
  /** A party at rest, the leader first; and one that it has kicked. */
  party: v.object({ code: v.string(), members: v.array(Who), barred: Who }),
  /** The party of the second ticket. */
  searching: v.object({ code: v.string(), members: v.array(Who) }),
  /** A network, and how many matches it has open. */
  network: v.object({ address: v.string(), open: v.number() }),
});
export type Facts = Readonly<v.InferOutput<typeof Facts>>;

/** One folder a release. */
const FOLDER = "test/release/fixtures";

export const folderOf = (release: string): string => join(FOLDER, release);
export const releases = (): string[] => readdirSync(FOLDER).sort();

export const factsOf = (release: string): Facts =>
  v.parse(Facts, JSON.parse(readFileSync(join(folderOf(release), "facts.json"), "utf8")));
