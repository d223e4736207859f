/** The bindings of wrangler.toml. */
import type { MatchObject } from "./match/object.ts";
import type { MatchmakerObject } from "./matchmaker/object.ts";
import type { RelayObject } from "./relay/object.ts";

export interface Env {
  readonly ASSETS: Fetcher;
  readonly MATCH: DurableObjectNamespace<MatchObject>;
  /** Keeps replays. Without it each match's object keeps its own. */
  readonly REPLAYS?: R2Bucket;
  readonly RELAY: DurableObjectNamespace<RelayObject>;
  readonly MATCHMAKER: DurableObjectNamespace<MatchmakerObject>;
  /** How much one address may ask for: to make, to join and to connect; to make private matches; and to read. Not there in every runtime. */
  readonly ADDRESS_LIMIT?: RateLimit | undefined;
  readonly READ_LIMIT?: RateLimit | undefined;
  /** "1" on a server that this machine alone can reach: it counts no addresses. Set by `npm start`, by where it listens. */
  readonly LOOPBACK_ONLY?: string;
  /** "1" on a server that is measured: matches may have settings beyond their public ranges. No deployed server has it. */
  readonly BENCH_RANGES?: string;
  /** Signs tickets and player tokens. Set by `wrangler secret put TICKET_SECRET`; `npm start` and `npm run dev` make one of their own. */
  readonly TICKET_SECRET?: string;
  /** What it signed is good too, but it signs nothing: the secret before, or the one to come (docs/OPERATIONS.md). */
  readonly TICKET_SECRET_PREVIOUS?: string;
}
